import { ticks } from 'd3-array';
import { contours } from 'd3-contour';
import type { StatePlane } from '../environments/environment.ts';
import type { FieldGrid, PolicyField } from '../trainer/policyField.ts';
import { createLinearTicks } from './axisTicks.ts';
import { canvasFont, drawSegment } from './canvasMarks.ts';
import { divergingColours } from './fieldColours.ts';
import { outlineOf } from './gaussianOutline.ts';
import type { Palette } from './palette.ts';

/** The policy after the update, the one before it, or both: the change of a single action, two ellipses of a pair. */
export type FieldSide = 'new' | 'old' | 'both';

export interface FieldPictureModel {
  readonly plane: StatePlane;
  readonly field: PolicyField;
  readonly side: FieldSide;
  /** Largest action, of a single one the end of the colours. */
  readonly largest: number;
  /** The actions drawn, where there are several. */
  readonly pair: readonly [number, number];
  /** k */
  readonly dimension: number;
  /** Places of the probe states on the plane. */
  readonly probes: readonly (readonly [number, number])[];
  /** The place that is being read. */
  readonly cursor: readonly [number, number] | null;
}

/** Where the plane is in the picture, pixels: from the lowest to the highest place of both axes. */
export interface FieldLayout {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The value network's contours at most. */
const CONTOURS = 8;
/** Of the cells of the colours' grid, one in so many along each axis has a disc. */
const DISC_EVERY = 4;
/** Share of half a cell that the largest action, or a standard deviation of that size, takes. */
const GLYPH = 0.85;
const POINTS = 32;

/** Levels of the contours: round numbers between the least and the largest value. */
export function valueLevels(value: Float64Array): number[] {
  let low = Infinity;
  let high = -Infinity;
  for (const one of value) {
    if (one < low) low = one;
    if (one > high) high = one;
  }
  return high > low ? ticks(low, high, CONTOURS) : [];
}

/** End of the colours of a change of mean action, in units of the action: a round number that holds nearly all. */
export function changeScale(field: PolicyField): number {
  const changes = Array.from(field.now.mean, (mean, i) => Math.abs(mean - field.old.mean[i]!)).sort(
    (a, b) => a - b,
  );
  const large = changes[Math.floor(0.98 * (changes.length - 1))] ?? 0;
  if (!(large > 0)) return 1;
  const decade = 10 ** Math.floor(Math.log10(large));
  return [1, 2, 5, 10].find((step) => step * decade >= large)! * decade;
}

/** A policy all over a plane of states, with the value network's contours and the probe states. */
export function drawFieldPicture(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  model: FieldPictureModel,
  palette: Palette,
): FieldLayout {
  const { plane, field, dimension, probes, cursor } = model;
  const frame: FieldLayout = { left: 44, right: width - 10, top: 10, bottom: height - 40 };
  // Glyphs on the edges need room around them.
  const { columns, rows } = field.policyGrid;
  const padX = dimension === 1 ? 0 : (frame.right - frame.left) / (2 * columns);
  const padY = dimension === 1 ? 0 : (frame.bottom - frame.top) / (2 * rows);
  const layout: FieldLayout = {
    left: frame.left + padX,
    right: frame.right - padX,
    top: frame.top + padY,
    bottom: frame.bottom - padY,
  };
  const { left, right, top, bottom } = frame;
  const place = placeOn(plane, layout);

  context.save();
  context.beginPath();
  context.rect(left, top, right - left, bottom - top);
  context.clip();
  if (dimension === 1) {
    drawColours(context, layout, model, palette);
    drawContours(context, layout, field, palette);
    if (model.side !== 'both') drawDeviations(context, model, layout, palette);
  } else {
    context.fillStyle = palette.panel;
    context.fillRect(left, top, right - left, bottom - top);
    drawContours(context, layout, field, palette);
    drawEllipses(context, model, layout, palette);
  }
  context.restore();
  context.strokeStyle = palette.rule;
  context.lineWidth = 1;
  context.strokeRect(left - 0.5, top - 0.5, right - left + 1, bottom - top + 1);

  drawAxes(context, frame, layout, plane, palette);
  for (const [index, probe] of probes.entries()) drawProbe(context, place(...probe), index, palette);
  if (cursor !== null) {
    const [x, y] = place(...cursor);
    context.strokeStyle = palette.ink;
    context.lineWidth = 1;
    drawSegment(context, x, top, x, bottom);
    drawSegment(context, left, y, right, y);
  }
  return layout;
}

/** Pixels of a place of the plane. */
function placeOn({ across, up }: StatePlane, { left, right, top, bottom }: FieldLayout) {
  return (x: number, y: number): readonly [number, number] => [
    left + ((x - across.low) / (across.high - across.low)) * (right - left),
    bottom - ((y - up.low) / (up.high - up.low)) * (bottom - top),
  ];
}

/** Pixels of a point of a grid. */
function pixelOf({ columns, rows }: FieldGrid, { left, right, top, bottom }: FieldLayout) {
  return (column: number, row: number): readonly [number, number] => [
    left + (column / (columns - 1)) * (right - left),
    bottom - (row / (rows - 1)) * (bottom - top),
  ];
}

function drawColours(
  context: CanvasRenderingContext2D,
  { left, right, top, bottom }: FieldLayout,
  { field, side, largest }: FieldPictureModel,
  palette: Palette,
): void {
  const { columns, rows } = field.policyGrid;
  const colourOf = divergingColours(palette);
  const scale = side === 'both' ? changeScale(field) : largest;
  const mean = side === 'old' ? field.old.mean : field.now.mean;
  const small = new OffscreenCanvas(columns, rows);
  const pixels = small.getContext('2d')!;
  const image = pixels.createImageData(columns, rows);
  for (let i = 0; i < mean.length; i++) {
    const shown = side === 'both' ? mean[i]! - field.old.mean[i]! : mean[i]!;
    // Rows of an image go down, those of a grid up.
    const at = 4 * ((rows - 1 - Math.floor(i / columns)) * columns + (i % columns));
    image.data.set([...colourOf(shown / scale), 255], at);
  }
  pixels.putImageData(image, 0, 0);
  // Points of the grid are the middles of the image's pixels, and its outermost are on the edges.
  const cellWidth = (right - left) / (columns - 1);
  const cellHeight = (bottom - top) / (rows - 1);
  context.imageSmoothingEnabled = true;
  context.drawImage(
    small,
    left - cellWidth / 2,
    top - cellHeight / 2,
    columns * cellWidth,
    rows * cellHeight,
  );
}

/** Discs whose radius is the standard deviation of the action, as far as there is room: that of the largest action. */
function drawDeviations(
  context: CanvasRenderingContext2D,
  { field, side, largest }: FieldPictureModel,
  layout: FieldLayout,
  palette: Palette,
): void {
  const { columns, rows } = field.policyGrid;
  const { covariance } = side === 'old' ? field.old : field.now;
  const most = DISC_EVERY * discCell(field.policyGrid, layout);
  const unit = most / largest;
  const pixel = pixelOf(field.policyGrid, layout);
  context.strokeStyle = palette.ink;
  context.lineWidth = 1;
  context.globalAlpha = 0.65;
  for (let row = DISC_EVERY / 2; row < rows; row += DISC_EVERY) {
    for (let column = DISC_EVERY / 2; column < columns; column += DISC_EVERY) {
      const radius = Math.min(most, unit * Math.sqrt(covariance[row * columns + column]!));
      if (!Number.isFinite(radius)) continue;
      context.beginPath();
      context.arc(...pixel(column, row), radius, 0, 2 * Math.PI);
      context.stroke();
    }
  }
  context.globalAlpha = 1;
}

/** Half the smaller side of a cell that holds a glyph, with room around it. */
function discCell({ columns, rows }: FieldGrid, { left, right, top, bottom }: FieldLayout): number {
  return (GLYPH * Math.min((right - left) / (columns - 1), (bottom - top) / (rows - 1))) / 2;
}

/** An ellipse of one standard deviation at every place, moved by the mean action, which a line leads to. */
function drawEllipses(
  context: CanvasRenderingContext2D,
  { field, side, largest, pair, dimension }: FieldPictureModel,
  layout: FieldLayout,
  palette: Palette,
): void {
  const { columns } = field.policyGrid;
  const unit = discCell(field.policyGrid, layout) / largest;
  const pixel = pixelOf(field.policyGrid, layout);
  const sides = [
    ...(side === 'new' ? [] : [{ policy: field.old, colour: palette.old }]),
    ...(side === 'old' ? [] : [{ policy: field.now, colour: palette.proposed }]),
  ];
  // As the task clips it: a longer line would cross its neighbours'.
  const clipped = (action: number) => Math.max(-largest, Math.min(largest, action));
  for (const { policy, colour } of sides) {
    context.strokeStyle = colour;
    context.fillStyle = colour;
    context.lineWidth = 1.25;
    for (let i = 0; i < policy.mean.length / dimension; i++) {
      const { x, y, xx, xy, yy } = outlineOf(policy.mean, policy.covariance, dimension, i, pair);
      const [fromX, fromY] = pixel(i % columns, Math.floor(i / columns));
      const [toX, toY] = [fromX + unit * clipped(x), fromY - unit * clipped(y)];
      drawSegment(context, fromX, fromY, toX, toY);
      context.beginPath();
      for (let j = 0; j < POINTS; j++) {
        const u = Math.cos((2 * Math.PI * j) / POINTS);
        const v = Math.sin((2 * Math.PI * j) / POINTS);
        context.lineTo(toX + unit * (xx * u + xy * v), toY - unit * (xy * u + yy * v));
      }
      context.closePath();
      context.globalAlpha = 0.12;
      context.fill();
      context.globalAlpha = 1;
      context.stroke();
      context.beginPath();
      context.arc(toX, toY, 1.6, 0, 2 * Math.PI);
      context.fill();
    }
  }
}

/** Contours of the value network, the higher the more opaque. */
function drawContours(
  context: CanvasRenderingContext2D,
  layout: FieldLayout,
  { value, valueGrid }: PolicyField,
  palette: Palette,
): void {
  const { columns, rows } = valueGrid;
  const levels = valueLevels(value);
  const pixel = pixelOf(valueGrid, layout);
  // The library closes its contours around the grid; those closing pieces are left out.
  context.save();
  context.beginPath();
  context.rect(layout.left, layout.top, layout.right - layout.left, layout.bottom - layout.top);
  context.clip();
  context.strokeStyle = palette.ink;
  context.lineWidth = 1;
  const lines = contours().size([columns, rows]).thresholds(levels)(Array.from(value));
  lines.forEach(({ coordinates }, index) => {
    context.globalAlpha = 0.2 + (0.5 * (index + 1)) / lines.length;
    context.beginPath();
    for (const polygon of coordinates) {
      for (const ring of polygon) {
        ring.forEach(([x, y], corner) => {
          // Values are in the middle of the library's unit squares.
          const [px, py] = pixel(x! - 0.5, y! - 0.5);
          if (corner === 0) context.moveTo(px, py);
          else context.lineTo(px, py);
        });
      }
    }
    context.stroke();
  });
  context.restore();
}

function drawAxes(
  context: CanvasRenderingContext2D,
  { left, right, top, bottom }: FieldLayout,
  layout: FieldLayout,
  plane: StatePlane,
  palette: Palette,
): void {
  const { across, up } = plane;
  const place = placeOn(plane, layout);
  context.font = canvasFont(400, 12);
  context.fillStyle = palette.quietInk;
  context.strokeStyle = palette.rule;
  context.textBaseline = 'middle';
  context.textAlign = 'center';
  for (const { value, label } of createLinearTicks(
    across.low,
    across.high,
    Math.floor((right - left) / 60),
  )) {
    const [x] = place(value, up.low);
    drawSegment(context, x, bottom, x, bottom + 4);
    context.fillText(label, Math.min(x, right - 8), bottom + 12);
  }
  context.textAlign = 'right';
  for (const { value, label } of createLinearTicks(up.low, up.high, Math.floor((bottom - top) / 40))) {
    const [, y] = place(across.low, value);
    drawSegment(context, left - 4, y, left, y);
    context.fillText(label, left - 7, Math.max(top + 5, y));
  }
  context.font = canvasFont();
  context.textAlign = 'left';
  context.fillText(`${across.label} → · ${up.label} ↑`, left, bottom + 29);
}

function drawProbe(
  context: CanvasRenderingContext2D,
  [x, y]: readonly [number, number],
  index: number,
  palette: Palette,
): void {
  context.beginPath();
  context.arc(x, y, 8, 0, 2 * Math.PI);
  context.fillStyle = palette.panel;
  context.fill();
  context.strokeStyle = palette.ink;
  context.lineWidth = 1.5;
  context.stroke();
  context.font = canvasFont(600, 11);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = palette.ink;
  context.fillText(String(index + 1), x, y + 0.5);
}
