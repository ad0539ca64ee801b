import * as m from '#words/charts';
import { createLinearTicks, formatShare } from './axisTicks.ts';
import { canvasFont, drawSegment, haloText } from './canvasMarks.ts';
import type { DensityImage } from './densityImage.ts';
import { type DensityMapLayout, layOutDensityMap } from './densityMapLayout.ts';
import type { DensityMapModel, MapPlace } from './densityMapModel.ts';
import type { DensityRamp } from './densityRamp.ts';
import { formatShort } from './format.ts';
import type { Palette } from './palette.ts';
import { drawSymbols } from './symbolMarks.ts';

const LINE_HEIGHT = 18;
/** Pixels that the name of the upper edge takes. */
const LARGEST_WIDTH = 56;

/** The share of states beyond the bound over the cloud of their distances, on one axis of iterations. */
export function drawDensityMap(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  model: DensityMapModel,
  image: Pick<DensityImage, 'update'>,
  ramp: DensityRamp,
  pointed: MapPlace | null,
  palette: Palette,
): DensityMapLayout {
  const layout = layOutDensityMap(width, height, model);
  context.font = canvasFont();
  context.textBaseline = 'middle';
  drawAxes(context, layout, model, palette);
  drawCloud(context, layout, model, image, ramp);
  if (layout.shares) drawShares(context, layout, layout.shares, model, palette);
  drawMarks(context, layout, model, palette);
  drawTimes(context, layout, model, pointed, palette);
  return layout;
}

function drawAxes(
  context: CanvasRenderingContext2D,
  { left, right, top, bottom, width, ticks, extent, px, pd }: DensityMapLayout,
  { bound, boundSymbols, distanceName }: DensityMapModel,
  palette: Palette,
): void {
  if (boundSymbols !== null) {
    context.fillStyle = palette.sunken;
    context.fillRect(left, top, right - left, pd(bound) - top);
  }
  context.lineWidth = 1;
  context.strokeStyle = palette.hairline;
  context.fillStyle = palette.quietInk;
  context.textAlign = 'right';
  for (const { value, label } of ticks) {
    const at = Math.round(pd(value)) + 0.5;
    drawSegment(context, left, at, right, at);
    context.fillText(label, left - 6, at);
  }
  context.textAlign = 'left';
  context.fillText(distanceName, 0, top - 13);
  context.strokeStyle = palette.rule;
  drawSegment(context, left, bottom + 0.5, right, bottom + 0.5);
  context.textAlign = 'center';
  const name = m.iteration();
  const from = context.measureText(name).width + 12;
  for (const { value, label } of createLinearTicks(0, extent, Math.max(2, Math.floor((right - left) / 90)))) {
    const x = px(value);
    const half = context.measureText(label).width / 2;
    if (value !== Math.round(value) || x - half < from) continue;
    drawSegment(context, Math.round(x) + 0.5, bottom, Math.round(x) + 0.5, bottom + 4);
    context.fillText(label, Math.min(x, width - half), bottom + 15);
  }
  context.textAlign = 'left';
  context.fillText(name, 0, bottom + 15);
}

function drawCloud(
  context: CanvasRenderingContext2D,
  { left, right, top, bottom, range, perRow, extent, px }: DensityMapLayout,
  { history, policy, part }: DensityMapModel,
  image: Pick<DensityImage, 'update'>,
  ramp: DensityRamp,
): void {
  // As many columns as the screen has pixels.
  const pixels = (right - left) * context.getTransform().a;
  const group = Math.max(1, Math.ceil(extent / history.stride / Math.max(1, pixels)));
  const cloud = image.update({ history, policy, part, range, perRow, ramp, group });
  if (cloud === null) return;
  const columns = Math.ceil(history.length / group);
  context.save();
  context.beginPath();
  context.rect(left, top, px(history.last) - left, bottom - top);
  context.clip();
  context.imageSmoothingEnabled = false;
  const end = px(columns * group * history.stride);
  context.drawImage(cloud, 0, 0, columns, cloud.height, left, top, end - left, bottom - top);
  context.restore();
}

/** Calls back for every column that is known, with where it begins and ends. */
function eachColumn(
  { px }: DensityMapLayout,
  { history, policy, part }: DensityMapModel,
  visit: (from: number, to: number, beyond: number, largest: number) => void,
): void {
  for (let column = 0; column < history.length; column++) {
    const summary = history.summary(column, policy, part);
    if (summary === null) continue;
    const [first, last] = history.iterationsOf(column);
    visit(px(first - 1), px(last), summary.beyond / Math.max(1, summary.states), summary.largest);
  }
}

function drawShares(
  context: CanvasRenderingContext2D,
  layout: DensityMapLayout,
  { top, bottom }: NonNullable<DensityMapLayout['shares']>,
  model: DensityMapModel,
  palette: Palette,
): void {
  const { left, right, narrow } = layout;
  const { policy, history, part } = model;
  const [colour, ink] = policyColours(policy, palette);
  context.fillStyle = palette.quietInk;
  context.fillText(m.shareBeyond(), 0, 9);
  context.textAlign = 'right';
  context.fillText('100\u202f%', left - 6, top + 4);
  context.fillText('0', left - 6, bottom - 2);
  context.strokeStyle = palette.hairline;
  context.lineWidth = 1;
  drawSegment(context, left, top + 0.5, right, top + 0.5);
  context.fillStyle = colour;
  context.globalAlpha = 0.8;
  let end = left;
  context.beginPath();
  eachColumn(layout, model, (from, to, beyond) => {
    // Once around a column where the one before it is not known.
    if (from > end) context.lineTo(end, bottom);
    if (from > end || from === left) context.lineTo(from, bottom);
    const height = bottom - (beyond > 0 ? Math.max(1, beyond * (bottom - top)) : 0);
    context.lineTo(from, height);
    context.lineTo(to, height);
    end = to;
  });
  context.lineTo(end, bottom);
  context.fill();
  context.globalAlpha = 1;
  context.strokeStyle = palette.rule;
  drawSegment(context, left, bottom + 0.5, right, bottom + 0.5);
  context.textAlign = 'left';
  const newest = history.summary(history.length - 1, policy, part);
  if (newest === null || narrow) return;
  const share = newest.beyond / Math.max(1, newest.states);
  const at = bottom - share * (bottom - top);
  context.font = canvasFont(500);
  haloText(context, formatShare(share), end + 8, Math.min(bottom - 6, at + 2), ink, palette.panel);
  context.font = canvasFont();
}

/** The bound through the cloud, the largest distance along its edge, and their names. */
function drawMarks(
  context: CanvasRenderingContext2D,
  layout: DensityMapLayout,
  model: DensityMapModel,
  palette: Palette,
): void {
  const { left, right, narrow, pd } = layout;
  const { bound, boundSymbols } = model;
  context.strokeStyle = palette.ink;
  context.lineWidth = 1;
  context.globalAlpha = 0.55;
  context.beginPath();
  let end: { x: number; y: number } | null = null;
  eachColumn(layout, model, (from, to, _beyond, largest) => {
    const y = pd(largest);
    context.lineTo(from, y);
    context.lineTo(to, y);
    end = { x: to, y };
  });
  context.stroke();
  context.globalAlpha = 1;
  const line = Math.round(pd(bound)) + 0.5;
  if (boundSymbols !== null) {
    // A rim, so that the line is seen where the cloud is dark.
    context.strokeStyle = palette.panel;
    context.lineWidth = 4;
    drawSegment(context, left, line, right, line);
    context.strokeStyle = palette.ink;
    context.lineWidth = 1.5;
    drawSegment(context, left, line, right, line);
  }
  const edge = end as { x: number; y: number } | null;
  if (boundSymbols !== null) {
    const text = ` = ${formatShort(bound)}`;
    const [x, y] = narrow ? [right - 2, line - 13] : [right + 8, line];
    const align = narrow ? 'right' : 'left';
    drawSymbols(context, boundSymbols, text, x, y, align, palette.ink, palette.panel);
  }
  if (edge === null || narrow) return;
  // Beside the name of the bound, not over it.
  const gap = edge.y - line;
  const taken = boundSymbols !== null && edge.x > right - LARGEST_WIDTH && Math.abs(gap) < LINE_HEIGHT;
  const y = taken ? line + (gap > 0 ? LINE_HEIGHT : -LINE_HEIGHT) : edge.y;
  haloText(context, m.largest(), edge.x + 8, y, palette.quietInk, palette.panel);
}

/** The iteration that the page shows, and the place that is pointed at. */
function drawTimes(
  context: CanvasRenderingContext2D,
  { left, right, top, bottom, shares, px, py }: DensityMapLayout,
  { history, visited }: DensityMapModel,
  pointed: MapPlace | null,
  palette: Palette,
): void {
  const plots = [...(shares ? [shares] : []), { top, bottom }];
  if (visited !== null) {
    const x = Math.max(left + 1, Math.min(right - 1, px(visited - 0.5)));
    for (const plot of plots) {
      context.strokeStyle = palette.panel;
      context.lineWidth = 5;
      drawSegment(context, x, plot.top, x, plot.bottom);
      context.strokeStyle = palette.accent;
      context.lineWidth = 2;
      drawSegment(context, x, plot.top, x, plot.bottom);
    }
    context.fillStyle = palette.accent;
    context.beginPath();
    context.moveTo(x - 5, bottom + 8);
    context.lineTo(x + 5, bottom + 8);
    context.lineTo(x, bottom + 1);
    context.fill();
  }
  if (pointed === null) return;
  const [first, last] = history.iterationsOf(history.columnOf(pointed.iteration));
  const from = px(first - 1);
  const wide = Math.max(1.5, px(last) - from);
  context.fillStyle = palette.ink;
  context.globalAlpha = 0.12;
  for (const plot of plots) context.fillRect(from, plot.top, wide, plot.bottom - plot.top);
  context.globalAlpha = 1;
  if (pointed.bins === null) return;
  const [low, high] = [py(pointed.bins[0]), py(pointed.bins[1])];
  const pad = Math.max(0, 7 - wide) / 2;
  context.lineWidth = 3.5;
  context.strokeStyle = palette.panel;
  context.strokeRect(from - pad, high - 1.5, wide + 2 * pad, low - high + 3);
  context.lineWidth = 1.5;
  context.strokeStyle = palette.ink;
  context.strokeRect(from - pad, high - 1.5, wide + 2 * pad, low - high + 3);
}

/** For areas and for text. */
export function policyColours(
  policy: DensityMapModel['policy'],
  palette: Palette,
): readonly [string, string] {
  return policy === 'proposed'
    ? [palette.proposed, palette.proposedInk]
    : [palette.projected, palette.projectedInk];
}
