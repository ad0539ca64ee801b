import { canvasFont, drawSegment } from './canvasMarks.ts';
import type { Bell, Outline } from './gaussianOutline.ts';
import type { Palette } from './palette.ts';

/** The policies of one state. `null` where there is no layer. */
export interface ProbePolicies<Shape> {
  readonly old: Shape;
  readonly proposed: Shape;
  readonly projected: Shape | null;
}

/** How far the mean may go, drawn around the old mean. */
export interface MeanRegion {
  readonly radius: number;
  /** The radius is in units of the old standard deviation, else of the action. */
  readonly sigmas: boolean;
}

const POINTS = 72;
const REGION_DASH = [2, 3];
/** Pixels between the limits of an action below which only they are named. */
const ROOM_FOR_THREE = 60;
/** The proposed policy is told apart without colour as well, as in the Lab. */
const PROPOSED_DASH = [6, 3];
const SOLID: readonly number[] = [];

/**
 * Ellipses at one standard deviation in the plane of two actions, centred on the old mean; what the task
 * does not allow shaded. `extent` is half the width of the plane, in units of the actions.
 */
export function drawEllipsePicture(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  { old, proposed, projected }: ProbePolicies<Outline>,
  region: MeanRegion | null,
  extent: number,
  box: { readonly low: readonly [number, number]; readonly high: readonly [number, number] },
  palette: Palette,
): void {
  const scale = Math.min(width, height) / 2 / extent;
  const px = (x: number) => width / 2 + (x - old.x) * scale;
  const py = (y: number) => height / 2 - (y - old.y) * scale;

  // Outside the box a sample is clipped: shaded, as beyond a bound.
  context.fillStyle = palette.sunken;
  context.fillRect(0, 0, width, height);
  context.fillStyle = palette.panel;
  context.fillRect(
    px(box.low[0]),
    py(box.high[1]),
    (box.high[0] - box.low[0]) * scale,
    (box.high[1] - box.low[1]) * scale,
  );
  context.lineWidth = 1;
  context.strokeStyle = palette.hairline;
  drawSegment(context, 0, py(0), width, py(0));
  drawSegment(context, px(0), 0, px(0), height);

  const trace = (shape: Outline, radius: number, round = false) => {
    context.beginPath();
    for (let i = 0; i < POINTS; i++) {
      const angle = (2 * Math.PI * i) / POINTS;
      const u = radius * Math.cos(angle);
      const v = radius * Math.sin(angle);
      const x = round ? u : shape.xx * u + shape.xy * v;
      const y = round ? v : shape.xy * u + shape.yy * v;
      context.lineTo(px(shape.x + x), py(shape.y + y));
    }
    context.closePath();
  };

  if (region) {
    context.setLineDash(REGION_DASH);
    context.strokeStyle = palette.old;
    trace(old, region.radius, !region.sigmas);
    context.stroke();
    context.setLineDash([]);
  }
  const draw = (shape: Outline, colour: string, lineWidth: number, dash: readonly number[] = SOLID) => {
    const fill = shape === old;
    context.strokeStyle = colour;
    context.fillStyle = colour;
    context.lineWidth = lineWidth;
    trace(shape, 1);
    if (fill) {
      context.globalAlpha = 0.12;
      context.fill();
      context.globalAlpha = 1;
    }
    context.setLineDash([...dash]);
    context.stroke();
    context.setLineDash([]);
    context.beginPath();
    context.arc(px(shape.x), py(shape.y), 2.5, 0, 2 * Math.PI);
    context.fill();
  };
  draw(old, palette.old, 1.5);
  if (projected) draw(projected, palette.projected, 2.5);
  // Dashed and on top: where it is the projected policy, both show.
  draw(proposed, palette.proposed, 1.75, PROPOSED_DASH);
}

/**
 * Densities over one action, centred on the old mean; actions outside the box shaded. Heights are relative to the
 * old policy's peak.
 */
export function drawBellPicture(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  { old, proposed, projected }: ProbePolicies<Bell>,
  region: MeanRegion | null,
  extent: number,
  box: { readonly low: number; readonly high: number },
  palette: Palette,
): void {
  const base = height - 22;
  const scale = width / 2 / extent;
  const px = (x: number) => width / 2 + (x - old.mean) * scale;

  context.fillStyle = palette.sunken;
  const lowEdge = Math.max(0, Math.min(width, px(box.low)));
  const highEdge = Math.max(0, Math.min(width, px(box.high)));
  context.fillRect(0, 0, lowEdge, base);
  context.fillRect(highEdge, 0, width - highEdge, base);

  const trace = ({ mean, deviation }: Bell) => {
    const peak = (base - 12) * 0.8 * Math.min(1.2, old.deviation / deviation);
    context.beginPath();
    for (let x = 0; x <= width; x += 2) {
      const z = ((x - width / 2) / scale + old.mean - mean) / deviation;
      context.lineTo(x, base - peak * Math.exp(-0.5 * z * z));
    }
  };
  const draw = (bell: Bell, colour: string, lineWidth: number, dash: readonly number[] = SOLID) => {
    const fill = bell === old;
    context.strokeStyle = colour;
    context.fillStyle = colour;
    context.lineWidth = lineWidth;
    trace(bell);
    if (fill) {
      context.globalAlpha = 0.12;
      context.fill();
      context.globalAlpha = 1;
    }
    context.setLineDash([...dash]);
    context.stroke();
    context.setLineDash([]);
    context.lineWidth = Math.max(1.5, lineWidth);
    drawSegment(context, px(bell.mean), base, px(bell.mean), base - 8);
  };
  draw(old, palette.old, 1.5);
  if (projected) draw(projected, palette.projected, 2.5);
  // Dashed and on top: where it is the projected policy, both show.
  draw(proposed, palette.proposed, 1.75, PROPOSED_DASH);

  context.lineWidth = 1;
  context.strokeStyle = palette.rule;
  drawSegment(context, 0, base + 0.5, width, base + 0.5);
  if (region) {
    const half = region.radius * (region.sigmas ? old.deviation : 1) * scale;
    context.strokeStyle = palette.old;
    context.lineWidth = 1.5;
    context.setLineDash(REGION_DASH);
    context.beginPath();
    context.moveTo(width / 2 - half, base + 1);
    context.lineTo(width / 2 - half, base + 7);
    context.lineTo(width / 2 + half, base + 7);
    context.lineTo(width / 2 + half, base + 1);
    context.stroke();
    context.setLineDash([]);
  }
  context.font = canvasFont();
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = palette.quietInk;
  // Zero gives way where the numbers would touch.
  const crowded = px(box.high) - px(box.low) < ROOM_FOR_THREE;
  for (const value of crowded ? [box.low, box.high] : [box.low, 0, box.high]) {
    const x = px(value);
    if (x < 10 || x > width - 10) continue;
    context.fillText(String(value).replace('-', '−'), x, height - 7);
  }
}
