import { canvasFont, drawSegment } from './canvasMarks.ts';
import type { Palette } from './palette.ts';

/** One part of a distance from the old policy, against the bound on it. */
export interface GaugeRow {
  /** `μ` or `Σ`; `d` of a distance that has one part. */
  readonly name: string;
  readonly proposed: number;
  /** `null` without a layer. */
  readonly projected: number | null;
  readonly bound: number;
}

const WIDTH = 78;

const ROW = 15;
const TRACK = { left: 16, right: 74 };
/** Where on the track the bound is, as a share. */
const BOUND_AT = 0.6;

/**
 * How far two policies are from the old one, a row a part: the bound is a line through the rows, the proposal a ring, the
 * projection a dot. Lengths, the roots of distances, so that a step twice as large is twice as far; what is off the
 * track is an arrow at its end. Its top right corner is at (right, top).
 */
export function drawBoundGauge(
  context: CanvasRenderingContext2D,
  right: number,
  top: number,
  rows: readonly GaugeRow[],
  palette: Palette,
): void {
  const left = right - WIDTH;
  const span = TRACK.right - TRACK.left;
  const boundX = Math.round(left + TRACK.left + BOUND_AT * span) + 0.5;
  context.lineWidth = 1;
  rows.forEach(({ name, proposed, projected, bound }, index) => {
    const y = top + 9.5 + index * ROW;
    const x = (distance: number) =>
      left + TRACK.left + Math.min(1, BOUND_AT * Math.sqrt(distance / bound)) * span;
    context.font = canvasFont(400, 12);
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    context.fillStyle = palette.quietInk;
    context.fillText(name, left + 2, y + 0.5);
    context.strokeStyle = palette.rule;
    drawSegment(context, left + TRACK.left, y, left + TRACK.right, y);
    if (projected !== null && Number.isFinite(projected)) {
      context.fillStyle = palette.projected;
      dot(context, x(projected), y, 3.25);
      context.fill();
    }
    if (!Number.isFinite(proposed)) return;
    context.strokeStyle = palette.proposed;
    context.fillStyle = palette.proposed;
    context.lineWidth = 1.75;
    if (x(proposed) < left + TRACK.right) {
      dot(context, x(proposed), y, 4.25);
      context.stroke();
    } else {
      context.beginPath();
      context.moveTo(left + TRACK.right + 3, y);
      context.lineTo(left + TRACK.right - 5, y - 4.5);
      context.lineTo(left + TRACK.right - 5, y + 4.5);
      context.fill();
    }
    context.lineWidth = 1;
  });
  context.strokeStyle = palette.ink;
  drawSegment(context, boundX, top + 1, boundX, top + 3 + ROW * rows.length);
}

function dot(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
}
