import { createLinearTicks } from './axisTicks.ts';
import { canvasFont, drawSegment } from './canvasMarks.ts';
import { MINUS } from './format.ts';
import type { Bell, Frame } from './gaussianOutline.ts';
import type { Palette } from './palette.ts';
import {
  drawPolicies,
  drawTrail,
  type MeanRegion,
  PROBE_BAND,
  type ProbePolicies,
  REGION_DASH,
} from './probePicture.ts';

/** Pixels between two numbers of the axis. */
const TICK_PIXELS = 40;
/** Standard deviations at which a curve is drawn whatever the scale, so that a narrow one is not stepped over. */
const KNOTS = Array.from({ length: 33 }, (_, i) => -4 + i / 4);

/**
 * Densities over one action; actions outside the box shaded. Heights are relative to the old policy's peak. Where
 * changes are magnified the axis has their true sizes, from the old mean on, and nothing is shaded.
 *
 * @param policies as drawn: magnified already
 * @param trail proposals of earlier iterations, the oldest first
 */
export function drawBellPicture(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  policies: ProbePolicies<Bell>,
  trail: readonly Bell[],
  region: MeanRegion | null,
  frame: Frame,
  magnification: number,
  box: { readonly low: number; readonly high: number },
  palette: Palette,
): void {
  const { old } = policies;
  const base = height - 22;
  const top = PROBE_BAND;
  const scale = width / 2 / frame.half;
  const px = (x: number) => width / 2 + (x - frame.centre[0]!) * scale;

  if (magnification === 1) {
    context.fillStyle = palette.sunken;
    const lowEdge = Math.max(0, Math.min(width, px(box.low)));
    const highEdge = Math.max(0, Math.min(width, px(box.high)));
    context.fillRect(0, top, lowEdge, base - top);
    context.fillRect(highEdge, top, width - highEdge, base - top);
  }

  const trace = ({ mean, deviation }: Bell) => {
    const peak = ((base - top - 2) / 1.2) * Math.min(1.2, old.deviation / deviation);
    const xs = KNOTS.map((knot) => px(mean + knot * deviation));
    for (let x = 0; x <= width; x += 2) xs.push(x);
    xs.sort((a, b) => a - b);
    for (const x of xs) {
      if (x < 0 || x > width) continue;
      const z = ((x - width / 2) / scale + frame.centre[0]! - mean) / deviation;
      context.lineTo(x, base - peak * Math.exp(-0.5 * z * z));
    }
  };
  drawTrail(context, trail, palette, trace);
  drawPolicies(context, policies, palette, trace, ({ mean }) =>
    drawSegment(context, px(mean), base, px(mean), base - 8),
  );

  context.lineWidth = 1;
  context.strokeStyle = palette.rule;
  drawSegment(context, 0, base + 0.5, width, base + 0.5);
  if (region) {
    const half = region.radius * (region.sigmas ? old.deviation : 1) * scale;
    context.strokeStyle = palette.old;
    context.lineWidth = 1.5;
    context.setLineDash(REGION_DASH);
    context.beginPath();
    context.moveTo(px(old.mean) - half, base + 1);
    context.lineTo(px(old.mean) - half, base + 7);
    context.lineTo(px(old.mean) + half, base + 7);
    context.lineTo(px(old.mean) + half, base + 1);
    context.stroke();
    context.setLineDash([]);
  }
  context.font = canvasFont(400, 12);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = palette.quietInk;
  for (const { place, label } of ticks(frame, old.mean, magnification, Math.floor(width / TICK_PIXELS))) {
    const x = px(place);
    if (x < 12 || x > width - 12) continue;
    context.fillText(label, x, height - 7);
  }
}

/** Numbers of the axis: actions, or changes from the old mean where these are magnified. */
function ticks(
  { centre, half }: Frame,
  oldMean: number,
  magnification: number,
  count: number,
): { readonly place: number; readonly label: string }[] {
  const middle = centre[0]!;
  if (magnification === 1) {
    return createLinearTicks(middle - half, middle + half, count).map(({ value, label }) => ({
      place: value,
      label,
    }));
  }
  const change = (place: number) => (place - oldMean) / magnification;
  return createLinearTicks(change(middle - half), change(middle + half), count).map(({ value, label }) => ({
    place: oldMean + magnification * value,
    label: value > 0 ? `+${label}` : label.replace('-', MINUS),
  }));
}
