import * as m from '#words/charts';
import { createDecadeTicks, formatShare } from './axisTicks.ts';
import { canvasFont, drawSegment, drawSymbolCentred, haloText } from './canvasMarks.ts';
import { formatShort } from './format.ts';
import { fillLogHistogram, histogramAround, type LogHistogram, shareBeyond } from './logHistogram.ts';
import type { Palette } from './palette.ts';

export interface DistancePictureModel {
  /** Distance of the network's output from the old policy, one number per state. */
  readonly proposed: ArrayLike<number>;
  /** Distance of what the layer lets through; `null` without a layer. */
  readonly projected: ArrayLike<number> | null;
  /** The axis is laid out around it. */
  readonly bound: number;
  /** Its symbol and subscript; `null` where the bound is not one on this distance and must not be drawn. */
  readonly boundName: readonly [string, string] | null;
  readonly xLabel: string;
}

interface Row {
  readonly name: string;
  readonly histogram: LogHistogram;
  readonly beyond: number;
  readonly colour: string;
  readonly ink: string;
}

/** A bar: the row it is in, 0 for the proposal, and its place along the axis. */
export interface DistanceBar {
  readonly row: number;
  readonly bin: number;
}

/** Where the bars of a picture are, and what they count. */
export interface DistanceLayout {
  /** Edges of the plot in pixels. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly rowHeight: number;
  readonly rows: readonly LogHistogram[];
}

/**
 * Before over after on one logarithmic axis, the bound drawn through both.
 * @param marked the bar that is being read
 */
export function drawDistancePicture(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  { proposed, projected, bound, boundName, xLabel }: DistancePictureModel,
  palette: Palette,
  marked: DistanceBar | null = null,
): DistanceLayout {
  const sets = projected === null ? [proposed] : [proposed, projected];
  const layout = histogramAround(bound, sets);
  const rows: Row[] = sets.map((values, index) => {
    const histogram = { ...layout, counts: new Float64Array(layout.counts.length) };
    fillLogHistogram(histogram, values);
    return {
      name: index === 0 ? m.proposed() : m.projected(),
      histogram,
      beyond: shareBeyond(values, bound),
      colour: index === 0 ? palette.proposed : palette.projected,
      ink: index === 0 ? palette.proposedInk : palette.projectedInk,
    };
  });

  const left = 2;
  const right = width - 2;
  const top = 22;
  const bottom = height - 44;
  const span = Math.log(layout.high / layout.low);
  const px = (value: number) => left + (Math.log(value / layout.low) / span) * (right - left);
  const boundX = Math.round(px(bound)) + 0.5;
  const rowHeight = (bottom - top) / rows.length;

  context.font = canvasFont();
  context.textBaseline = 'middle';
  if (boundName !== null) {
    context.fillStyle = palette.sunken;
    context.fillRect(boundX, top, right - boundX, bottom - top);
  }

  rows.forEach((row, index) => {
    const base = Math.round(top + (index + 1) * rowHeight);
    const { counts } = row.histogram;
    const tallest = Math.max(1, ...counts);
    const binWidth = (right - left) / counts.length;
    for (let bin = 0; bin < counts.length; bin++) {
      if (counts[bin] === 0) continue;
      context.fillStyle = marked?.row === index && marked.bin === bin ? palette.ink : row.colour;
      const barHeight = Math.max(1.5, (counts[bin]! / tallest) * (rowHeight - 26));
      context.fillRect(left + bin * binWidth + 0.5, base - barHeight, Math.max(1, binWidth - 1), barHeight);
    }
    context.strokeStyle = palette.rule;
    context.lineWidth = 1;
    drawSegment(context, left, base + 0.5, right, base + 0.5);
  });

  if (boundName !== null) {
    context.strokeStyle = palette.ink;
    context.lineWidth = 1.5;
    drawSegment(context, boundX, top - 2, boundX, bottom);
    context.fillStyle = palette.ink;
    drawSymbolCentred(context, boundName, ` = ${formatShort(bound)}`, boundX, 9, 0, width);
  }

  rows.forEach((row, index) => {
    const y = top + index * rowHeight + 13;
    context.textAlign = 'left';
    context.font = canvasFont(500);
    haloText(context, row.name, left + 4, y, row.ink, palette.panel);
    if (boundName === null) return;
    const after = left + 4 + context.measureText(`${row.name} `).width;
    context.font = canvasFont();
    haloText(context, m.beyondShare({ share: formatShare(row.beyond) }), after, y, row.ink, palette.panel);
  });

  context.font = canvasFont();
  context.fillStyle = palette.quietInk;
  context.strokeStyle = palette.rule;
  context.lineWidth = 1;
  context.textAlign = 'center';
  for (const { value, label } of createDecadeTicks(layout.low, layout.high, Math.floor(width / 52))) {
    const x = px(value);
    drawSegment(context, Math.round(x) + 0.5, bottom, Math.round(x) + 0.5, bottom + 4);
    // Whole, and clear of the edges.
    const half = context.measureText(label).width / 2 + 2;
    context.fillText(label, Math.max(half, Math.min(x, width - half)), bottom + 15);
  }
  context.textAlign = 'left';
  // All of it, however narrow the picture is: smaller first, then closer.
  const wide = context.measureText(xLabel).width > right - left;
  if (wide) context.font = canvasFont(400, 12);
  context.fillText(xLabel, left, height - 8, right - left);
  return { left, right, top, rowHeight, rows: rows.map(({ histogram }) => histogram) };
}

/** The picture in one sentence. */
export function describeDistances({
  proposed,
  projected,
  bound,
  boundName,
  xLabel,
}: DistancePictureModel): string {
  const what = { what: xLabel, count: proposed.length };
  if (boundName === null) return m.distances(what);
  const share = (values: ArrayLike<number>) => formatShare(shareBeyond(values, bound));
  const given = { ...what, share: share(proposed), bound: formatShort(bound) };
  return projected === null
    ? m.distancesBeyond(given)
    : m.distancesBoth({ ...given, after: share(projected) });
}
