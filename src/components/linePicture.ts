import { extent } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import type { BoundedSeries } from '../store/boundedSeries.ts';
import { createLinearTicks, formatCount, stepsExtent } from './axisTicks.ts';
import { canvasFont, drawDot, drawSegment, haloText } from './canvasMarks.ts';
import { formatSignificant } from './format.ts';
import { spreadLabels } from './labelLayout.ts';
import type { Palette } from './palette.ts';

/** One run on the chart. Several columns are its seeds: each drawn faintly, their mean strong, their range shaded. */
export interface Line {
  readonly label: string;
  /** The label stands at the line's end; room for it is kept either way, so that charts one above the other line up. */
  readonly labelled: boolean;
  readonly colour: string;
  /** The colour's twin for text. */
  readonly ink: string;
  /** Canvas dash pattern; empty is solid. */
  readonly dash: readonly number[];
  readonly series: BoundedSeries;
  /** A bound rather than a measurement: thin, and without a place among the hover values if false. */
  readonly quiet?: boolean;
}

export interface LinePictureModel {
  readonly lines: readonly Line[];
  /** What the vertical axis shows, with its unit. */
  readonly yLabel: string | null;
  /** Environment steps at which the run ends: the axis leads there. */
  readonly budget: number;
  /** A horizontal line worth comparing with. */
  readonly reference: { readonly value: number; readonly label: string } | null;
  /** Environment steps to read the values at; `null` when nobody points. */
  readonly cursor: number | null;
  readonly xLabel: string | null;
  /** What stands in the chart while no line has a value. */
  readonly empty?: string;
}

const LINE_HEIGHT = 18;
const LABEL_GAP = 8;
/** Up to this width there is no room for names at the right. */
const NARROW = 380;
const KEY_WIDTH = 20;
/** Least room for the numbers of the vertical axis: the same in charts one above the other. */
const TICK_WIDTH = 46;

/** Where steps are on the horizontal axis, for reading the pointer. */
export interface LineGeometry {
  readonly left: number;
  readonly right: number;
  readonly extent: number;
}

/** Mean, lowest and highest of the finite columns of a row; `null` if none is. */
export function rowStatistics(
  series: BoundedSeries,
  row: number,
): { readonly mean: number; readonly low: number; readonly high: number } | null {
  let sum = 0;
  let count = 0;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let c = 0; c < series.width; c++) {
    const value = series.value(row, c);
    if (!Number.isFinite(value)) continue;
    sum += value;
    count++;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return count === 0 ? null : { mean: sum / count, low, high };
}

/** The row with values nearest to x, −1 if there is none. */
export function nearestKnownRow(series: BoundedSeries, x: number): number {
  const start = series.nearest(x);
  for (let offset = 0; offset < series.length; offset++) {
    for (const row of [start - offset, start + offset]) {
      if (row >= 0 && row < series.length && rowStatistics(series, row) !== null) return row;
    }
  }
  return -1;
}

/** Draws the chart and returns where its axis lies. */
export function drawLinePicture(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  model: LinePictureModel,
  colours: Palette,
): LineGeometry {
  const { lines, budget, reference } = model;
  const steps = Math.max(0, ...lines.map(({ series }) => (series.length ? series.x(series.length - 1) : 0)));
  const xExtent = stepsExtent(steps, budget);

  const values: number[] = reference ? [reference.value] : [];
  for (const { series } of lines) {
    for (let row = 0; row < series.length; row++) {
      const statistics = rowStatistics(series, row);
      if (statistics) values.push(statistics.low, statistics.high);
    }
  }
  const unknown = values.length === (reference ? 1 : 0);
  const [lowest, highest] = extent(values);
  const low = lowest ?? 0;
  const high = highest ?? 1;
  // A single value gets an axis of its own size around it.
  const pad = high > low ? (high - low) * 0.06 : Math.max(Math.abs(high) / 2, 1);
  const y = scaleLinear([low - pad, high + pad], [0, 1]).nice(4);
  const [bottomValue, topValue] = y.domain() as [number, number];

  context.font = canvasFont();
  context.textBaseline = 'middle';
  const yTicks = createLinearTicks(bottomValue, topValue, Math.max(2, Math.floor(height / 56)));
  const tickWidth = Math.max(...yTicks.map(({ label }) => context.measureText(label).width), TICK_WIDTH);
  const labelled = lines.filter((line) => line.series.length > 0);
  const labelWidth = Math.max(0, ...labelled.map(({ label }) => context.measureText(label).width));
  const right =
    width - (width > NARROW && labelWidth > 0 ? Math.min(labelWidth + LABEL_GAP + 2, width * 0.34) : 10);
  const left = tickWidth + 10;
  const top = model.yLabel === null ? 9 : 26;
  const bottom = height - (model.xLabel === null ? 14 : 26);
  const px = (value: number) => left + (value / xExtent) * (right - left);
  const py = (value: number) => bottom - y(value) * (bottom - top);

  // Axes: hairlines and numbers, the name of the axis above it.
  context.lineWidth = 1;
  context.strokeStyle = colours.hairline;
  context.fillStyle = colours.quietInk;
  context.textAlign = 'right';
  for (const { value, label } of yTicks) {
    const at = Math.round(py(value)) + 0.5;
    drawSegment(context, left, at, right, at);
    context.fillText(label, left - 6, at);
  }
  context.textAlign = 'left';
  if (model.yLabel !== null) context.fillText(model.yLabel, 0, 9);
  if (model.xLabel !== null) {
    context.textAlign = 'center';
    const count = Math.max(2, Math.floor((right - left) / 90));
    for (const { value, label } of createLinearTicks(0, xExtent, count, true)) {
      if (value === 0) continue;
      const half = context.measureText(label).width / 2;
      context.fillText(label, Math.min(px(value), width - half), bottom + 14);
    }
    context.textAlign = 'left';
    context.fillText(model.xLabel, left, bottom + 14);
  }

  if (reference) {
    const at = Math.round(py(reference.value)) + 0.5;
    context.strokeStyle = colours.quietInk;
    context.setLineDash([1, 3]);
    drawSegment(context, left, at, right, at);
    context.setLineDash([]);
    context.textAlign = 'left';
    haloText(context, reference.label, left + 6, at - 10, colours.quietInk, colours.panel);
  }

  if (unknown && model.empty !== undefined) {
    context.textAlign = 'center';
    haloText(
      context,
      model.empty,
      (left + right) / 2,
      top + 0.7 * (bottom - top),
      colours.quietInk,
      colours.panel,
    );
  }

  const ends: { readonly x: number; readonly y: number; readonly line: Line }[] = [];
  for (const one of lines) {
    const end = drawLine(context, one, px, py);
    if (end?.alone) drawDot(context, end.x, end.y, 3, one.colour, colours.panel);
    if (end && one.labelled) ends.push({ ...end, line: one });
  }

  for (const { x, y: at, line } of ends) drawDot(context, x, at, 3, line.colour, colours.panel);
  context.font = canvasFont(500);
  if (width > NARROW) {
    // The name stands where the line ends.
    const heights = ends.map((end) => end.y);
    const centres = spreadLabels(heights, LINE_HEIGHT, top - 8, bottom + 4);
    context.textAlign = 'left';
    ends.forEach(({ x, line }, index) => {
      haloText(context, line.label, x + LABEL_GAP, centres[index]!, line.ink, colours.panel);
    });
  } else if (ends.length > 1) {
    // Names beside the lines would cover them: a key in the corner that curves which rise leave free.
    context.textAlign = 'right';
    ends.forEach(({ line }, index) => {
      const at = bottom - 10 - (ends.length - 1 - index) * LINE_HEIGHT;
      haloText(context, line.label, right, at, line.ink, colours.panel);
      const end = right - context.measureText(line.label).width - LABEL_GAP;
      context.strokeStyle = line.colour;
      context.lineWidth = 2;
      context.setLineDash([...line.dash]);
      drawSegment(context, end - KEY_WIDTH, at, end, at);
      context.setLineDash([]);
    });
  }
  context.font = canvasFont();

  if (model.cursor !== null) drawCursor(context, model, colours, px, py, { left, right, top, bottom, width });
  return { left, right, extent: xExtent };
}

/** What a pointer at these steps reads, one sentence per run. */
export function readLines(lines: readonly Line[], cursor: number): { steps: number; texts: string[] } | null {
  let steps: number | null = null;
  const texts: string[] = [];
  for (const { series, label, quiet } of lines) {
    const row = nearestKnownRow(series, cursor);
    if (row < 0) continue;
    if (!quiet) steps ??= series.x(row);
    const { mean, low, high } = rowStatistics(series, row)!;
    const range = series.width > 1 ? ` (${formatSignificant(low)} to ${formatSignificant(high)})` : '';
    texts.push(`${label} ${formatSignificant(mean, 4)}${range}`);
  }
  return steps === null ? null : { steps, texts };
}

function drawLine(
  context: CanvasRenderingContext2D,
  { series, colour, dash, quiet }: Line,
  px: (value: number) => number,
  py: (value: number) => number,
): { x: number; y: number; alone: boolean } | null {
  const rows: { x: number; mean: number; low: number; high: number }[] = [];
  for (let row = 0; row < series.length; row++) {
    const statistics = rowStatistics(series, row);
    if (statistics) rows.push({ x: px(series.x(row)), ...statistics });
  }
  const last = rows.at(-1);
  if (!last) return null;

  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineJoin = 'round';
  if (series.width > 1 && !quiet) {
    context.globalAlpha = 0.14;
    context.beginPath();
    for (const { x, high } of rows) context.lineTo(x, py(high));
    for (const { x, low } of rows.toReversed()) context.lineTo(x, py(low));
    context.fill();
    context.globalAlpha = 0.35;
    context.lineWidth = 1;
    for (let c = 0; c < series.width; c++) {
      context.beginPath();
      for (let row = 0; row < series.length; row++) {
        const value = series.value(row, c);
        if (Number.isFinite(value)) context.lineTo(px(series.x(row)), py(value));
      }
      context.stroke();
    }
    context.globalAlpha = 1;
  }
  context.lineWidth = quiet ? 1.25 : 2;
  context.setLineDash([...dash]);
  context.beginPath();
  for (const { x, mean } of rows) context.lineTo(x, py(mean));
  context.stroke();
  context.setLineDash([]);
  return { x: last.x, y: py(last.mean), alone: rows.length === 1 };
}

function drawCursor(
  context: CanvasRenderingContext2D,
  { lines, cursor }: LinePictureModel,
  colours: Palette,
  px: (value: number) => number,
  py: (value: number) => number,
  box: { left: number; right: number; top: number; bottom: number; width: number },
): void {
  const read = readLines(lines, cursor!);
  if (!read) return;
  const x = Math.round(px(read.steps)) + 0.5;
  context.strokeStyle = colours.quietInk;
  context.lineWidth = 1;
  drawSegment(context, x, box.top, x, box.bottom);
  for (const { series, colour } of lines) {
    const row = nearestKnownRow(series, cursor!);
    if (row >= 0)
      drawDot(context, px(series.x(row)), py(rowStatistics(series, row)!.mean), 4, colour, colours.panel);
  }
  const texts = [`${formatCount(read.steps)} steps`, ...read.texts];
  const boxWidth = Math.max(...texts.map((text) => context.measureText(text).width)) + 16;
  const boxHeight = texts.length * LINE_HEIGHT + 10;
  const boxLeft = Math.max(
    0,
    Math.min(x + 10 + boxWidth > box.width ? x - 10 - boxWidth : x + 10, box.width - boxWidth),
  );
  context.fillStyle = colours.panel;
  context.strokeStyle = colours.hairline;
  context.beginPath();
  context.roundRect(boxLeft + 0.5, box.top + 0.5, boxWidth, boxHeight, 6);
  context.fill();
  context.stroke();
  context.textAlign = 'left';
  texts.forEach((text, index) => {
    context.fillStyle =
      index === 0
        ? colours.quietInk
        : lines.length > 1
          ? (lines[index - 1]?.ink ?? colours.ink)
          : colours.ink;
    context.fillText(text, boxLeft + 8, box.top + 5 + (index + 0.5) * LINE_HEIGHT);
  });
}
