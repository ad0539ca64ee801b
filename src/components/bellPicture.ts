import { canvasFont, drawSegment } from './canvasMarks.ts';
import type { Bell } from './gaussianOutline.ts';
import type { Palette } from './palette.ts';
import { drawPolicies, type MeanRegion, type ProbePolicies, REGION_DASH } from './probePicture.ts';

/** Pixels between the limits of an action below which only they are named. */
const ROOM_FOR_THREE = 60;

/**
 * Densities over one action, centred on the old mean; actions outside the box shaded. Heights are relative to the
 * old policy's peak. `extent` is half the width of the axis, in units of the action.
 */
export function drawBellPicture(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  policies: ProbePolicies<Bell>,
  region: MeanRegion | null,
  extent: number,
  box: { readonly low: number; readonly high: number },
  palette: Palette,
): void {
  const { old } = policies;
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
