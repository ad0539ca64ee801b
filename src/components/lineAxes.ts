import { extent } from 'd3-array';
import { createLinearTicks, stepsExtent, type Tick } from './axisTicks.ts';
import { canvasFont, drawSegment, haloText } from './canvasMarks.ts';
import type { Line, LinePictureModel, Mark, Reference } from './lineModel.ts';
import { rowStatistics } from './lineReadings.ts';
import type { Palette } from './palette.ts';
import { VALUE_AXES } from './valueAxis.ts';

/** Between the end of a line and its name. */
export const LABEL_GAP = 8;
/** Up to this width there is no room for names at the right. */
export const NARROW = 380;
/** Least room for the numbers of the vertical axis: the same in charts one above the other. */
const TICK_WIDTH = 46;

/** Where everything lies, in pixels. */
export interface LineLayout {
  readonly left: number;
  readonly right: number;
  /** Steps at the right end. */
  readonly extent: number;
  readonly width: number;
  readonly top: number;
  readonly bottom: number;
  readonly yTicks: readonly Tick[];
  readonly px: (steps: number) => number;
  readonly py: (value: number) => number;
}

/** Lowest and highest of every row that has values. */
export function knownValues(lines: readonly Line[]): number[] {
  const values: number[] = [];
  for (const { series } of lines) {
    for (let row = 0; row < series.length; row++) {
      const statistics = rowStatistics(series, row);
      if (statistics) values.push(statistics.low, statistics.high);
    }
  }
  return values;
}

/** Finds room for the numbers, the names and every value. */
export function layOutLines(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  { lines, budget, reference, yLabel, xLabel, kind = 'number', names }: LinePictureModel,
  known: readonly number[],
): LineLayout {
  const steps = Math.max(0, ...lines.map(({ series }) => (series.length ? series.x(series.length - 1) : 0)));
  const [low = 0, high = 1] = extent(reference ? [reference.value, ...known] : known) as [number?, number?];
  const axis = VALUE_AXES[kind];
  const y = axis.scale(low, high);
  const yTicks = axis.ticks(low, high, height);

  const widest = (labels: readonly string[]) =>
    Math.max(0, ...labels.map((label) => context.measureText(label).width));
  const labelWidth = widest(
    names ?? lines.filter(({ series }) => series.length > 0).map(({ label }) => label),
  );
  const room = width > NARROW && labelWidth > 0 ? Math.min(labelWidth + LABEL_GAP + 2, width * 0.34) : 10;
  const left = Math.max(widest(yTicks.map(({ label }) => label)), TICK_WIDTH) + 10;
  const right = width - room;
  const top = yLabel === null ? 9 : 26;
  const bottom = height - (xLabel === null ? 14 : 26);
  const xExtent = stepsExtent(steps, budget);
  return {
    ...{ left, right, top, bottom, width, yTicks, extent: xExtent },
    px: (value) => left + (value / xExtent) * (right - left),
    py: (value) => bottom - y(value) * (bottom - top),
  };
}

/** Hairlines and numbers, the name of the vertical axis above it. */
export function drawAxes(
  context: CanvasRenderingContext2D,
  { left, right, bottom, width, yTicks, extent, px, py }: LineLayout,
  { yLabel, xLabel }: LinePictureModel,
  palette: Palette,
): void {
  context.lineWidth = 1;
  context.strokeStyle = palette.hairline;
  context.fillStyle = palette.quietInk;
  context.textAlign = 'right';
  for (const { value, label } of yTicks) {
    const at = Math.round(py(value)) + 0.5;
    drawSegment(context, left, at, right, at);
    context.fillText(label, left - 6, at);
  }
  context.textAlign = 'left';
  if (yLabel !== null) context.fillText(yLabel, 0, 9);
  if (xLabel === null) return;
  context.textAlign = 'center';
  const count = Math.max(2, Math.floor((right - left) / 90));
  for (const { value, label } of createLinearTicks(0, extent, count, true)) {
    if (value === 0) continue;
    const half = context.measureText(label).width / 2;
    context.fillText(label, Math.min(px(value), width - half), bottom + 14);
  }
  context.textAlign = 'left';
  context.fillText(xLabel, left, bottom + 14);
}

/** Strokes where something happened, their words beneath one another so that none covers the next. */
export function drawMarks(
  context: CanvasRenderingContext2D,
  { left, right, top, bottom, px }: LineLayout,
  marks: readonly Mark[],
  palette: Palette,
): void {
  context.strokeStyle = palette.problem;
  context.lineWidth = 1;
  for (const [index, { steps, label }] of marks.entries()) {
    const x = Math.round(Math.min(right, Math.max(left, px(steps)))) + 0.5;
    context.setLineDash([4, 3]);
    drawSegment(context, x, top, x, bottom);
    context.setLineDash([]);
    const fits = x + 6 + context.measureText(label).width <= right;
    context.textAlign = fits ? 'left' : 'right';
    haloText(context, label, fits ? x + 6 : x - 6, bottom - 9 - 17 * index, palette.problem, palette.panel);
  }
  context.textAlign = 'left';
}

/** A horizontal line worth comparing with. */
export function drawReference(
  context: CanvasRenderingContext2D,
  { left, right, bottom, py }: LineLayout,
  { value, label, strong = false }: Reference,
  palette: Palette,
): void {
  const at = Math.round(py(value)) + 0.5;
  const ink = strong ? palette.ink : palette.quietInk;
  context.strokeStyle = ink;
  context.lineWidth = strong ? 1.5 : 1;
  if (!strong) context.setLineDash([1, 3]);
  drawSegment(context, left, at, right, at);
  context.setLineDash([]);
  context.textAlign = 'left';
  context.font = canvasFont(strong ? 500 : 400);
  // The numbers of the axis begin 7 px below the bottom.
  const isBelow = strong && at + 18 <= bottom + 7;
  haloText(context, label, left + 6, isBelow ? at + 11 : at - 10, ink, palette.panel);
  context.font = canvasFont();
}
