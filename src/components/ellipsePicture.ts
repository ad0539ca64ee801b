import { createLinearTicks } from './axisTicks.ts';
import { canvasFont, drawSegment } from './canvasMarks.ts';
import type { Frame, Outline } from './gaussianOutline.ts';
import type { Palette } from './palette.ts';
import {
  drawPolicies,
  drawTrail,
  type MeanRegion,
  PROBE_BAND,
  type ProbePolicies,
  REGION_DASH,
} from './probePicture.ts';

/** Corners of a contour. */
const POINTS = 72;

/** Length of the bar of scale at most, pixels. */
const LONGEST_BAR = 56;

/**
 * Ellipses at one standard deviation in the plane of two actions; what the task does not allow shaded. A bar gives the
 * scale: of actions, or where changes are magnified that of changes from the old policy, and then nothing is shaded.
 *
 * @param policies as drawn: magnified already
 * @param trail proposals of earlier iterations, the oldest first
 */
export function drawEllipsePicture(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  policies: ProbePolicies<Outline>,
  trail: readonly Outline[],
  region: MeanRegion | null,
  frame: Frame,
  magnification: number,
  box: { readonly low: readonly [number, number]; readonly high: readonly [number, number] },
  palette: Palette,
): void {
  const { old } = policies;
  const top = PROBE_BAND;
  const scale = Math.min(width, height - top) / 2 / frame.half;
  const px = (x: number) => width / 2 + (x - frame.centre[0]!) * scale;
  const py = (y: number) => (top + height) / 2 - (y - frame.centre[1]!) * scale;

  if (magnification === 1) {
    // Outside the box a sample is clipped: shaded, as beyond a bound.
    context.fillStyle = palette.sunken;
    context.fillRect(0, top, width, height - top);
    context.fillStyle = palette.panel;
    const inside = Math.max(top, py(box.high[1]));
    context.fillRect(
      px(box.low[0]),
      inside,
      (box.high[0] - box.low[0]) * scale,
      Math.max(0, py(box.low[1]) - inside),
    );
    context.lineWidth = 1;
    context.strokeStyle = palette.hairline;
    drawSegment(context, 0, py(0), width, py(0));
    drawSegment(context, px(0), top, px(0), height);
  }

  const trace = (shape: Outline, radius = 1) => {
    for (let i = 0; i < POINTS; i++) {
      const angle = (2 * Math.PI * i) / POINTS;
      const u = radius * Math.cos(angle);
      const v = radius * Math.sin(angle);
      const x = px(shape.x + shape.xx * u + shape.xy * v);
      const y = py(shape.y + shape.xy * u + shape.yy * v);
      if (i === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    }
    context.closePath();
  };

  // Nothing reaches into the band above.
  context.save();
  context.beginPath();
  context.rect(0, top, width, height - top);
  context.clip();
  if (region) {
    context.setLineDash(REGION_DASH);
    context.strokeStyle = palette.old;
    context.beginPath();
    trace(region.sigmas ? old : { ...old, xx: 1, xy: 0, yy: 1 }, region.radius);
    context.stroke();
    context.setLineDash([]);
  }
  drawTrail(context, trail, palette, trace);
  drawPolicies(context, policies, palette, trace, ({ x, y }) => {
    context.beginPath();
    context.arc(px(x), py(y), 2.5, 0, 2 * Math.PI);
    context.fill();
  });
  context.restore();
  drawBar(context, height, scale / magnification, palette);
}

/** A bar of a round length, bottom left, with its length beside it. */
function drawBar(
  context: CanvasRenderingContext2D,
  height: number,
  pixelsPerUnit: number,
  palette: Palette,
): void {
  const { value, label } = createLinearTicks(0, LONGEST_BAR / pixelsPerUnit, 2).at(-1)!;
  const length = value * pixelsPerUnit;
  const y = height - 8.5;
  context.strokeStyle = palette.quietInk;
  context.lineWidth = 1;
  drawSegment(context, 8, y, 8 + length, y);
  drawSegment(context, 8.5, y - 3, 8.5, y + 3);
  drawSegment(context, 8 + length, y - 3, 8 + length, y + 3);
  context.font = canvasFont(400, 12);
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.fillStyle = palette.quietInk;
  context.fillText(label, 13 + length, y);
}
