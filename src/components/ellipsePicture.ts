import { drawSegment } from './canvasMarks.ts';
import type { Outline } from './gaussianOutline.ts';
import type { Palette } from './palette.ts';
import { drawPolicies, type MeanRegion, type ProbePolicies, REGION_DASH } from './probePicture.ts';

/** Corners of a contour. */
const POINTS = 72;

/**
 * Ellipses at one standard deviation in the plane of two actions, centred on the old mean; what the task
 * does not allow shaded. `extent` is half the width of the plane, in units of the actions.
 */
export function drawEllipsePicture(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  policies: ProbePolicies<Outline>,
  region: MeanRegion | null,
  extent: number,
  box: { readonly low: readonly [number, number]; readonly high: readonly [number, number] },
  palette: Palette,
): void {
  const { old } = policies;
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

  const trace = (shape: Outline, radius = 1) => {
    context.beginPath();
    for (let i = 0; i < POINTS; i++) {
      const angle = (2 * Math.PI * i) / POINTS;
      const u = radius * Math.cos(angle);
      const v = radius * Math.sin(angle);
      context.lineTo(px(shape.x + shape.xx * u + shape.xy * v), py(shape.y + shape.xy * u + shape.yy * v));
    }
    context.closePath();
  };

  if (region) {
    context.setLineDash(REGION_DASH);
    context.strokeStyle = palette.old;
    trace(region.sigmas ? old : { ...old, xx: 1, xy: 0, yy: 1 }, region.radius);
    context.stroke();
    context.setLineDash([]);
  }
  drawPolicies(context, policies, palette, trace, ({ x, y }) => {
    context.beginPath();
    context.arc(px(x), py(y), 2.5, 0, 2 * Math.PI);
    context.fill();
  });
}
