import type { LabConfiguration } from '../../experiments/lab.ts';
import { type Covariance, covarianceOf, type Point } from './labGeometry.ts';
import type { PlanePart } from './planeParts.ts';

/** A Gaussian as the picture needs it. */
export interface PlaneOutline {
  readonly mean: Point;
  readonly covariance: Covariance;
}

/** Everything of a Lab that should be in sight: the pair and what the projections made of it, without what is hidden. */
export function outlinesOf(
  lab: LabConfiguration,
  projected: readonly PlaneOutline[],
  hidden: readonly PlanePart[] = [],
): readonly PlaneOutline[] {
  const pair = (['old', 'proposed'] as const).filter((side) => !hidden.includes(side));
  return [
    ...pair.map((side) => ({ mean: lab[side].mean, covariance: covarianceOf(lab[side]) })),
    ...(hidden.includes('projected') ? [] : projected),
  ];
}

/** A place that should be in sight, with some room around it, as an outline. */
export function outlineAt(mean: Point): PlaneOutline {
  return { mean, covariance: { xx: 0.03, xy: 0, yy: 0.03 } };
}

/** Pixels kept free around the large plane's square for the numbers of its axes. */
export const PLANE_INSET = { left: 46, right: 10, top: 10, bottom: 38 } as const;

/** The square of the action plane in sight. */
export interface PlaneView {
  readonly centre: Point;
  /** Half of the side. */
  readonly half: number;
}

/** Share of the square kept free around the contours. */
const MARGIN = 1.14;
/** Below this the view is too empty to be read, above it something is cut off: time to fit again. */
const FILLED = { least: 0.4, most: 1 } as const;

function box(outlines: readonly PlaneOutline[], deviations: number) {
  const low: [number, number] = [Infinity, Infinity];
  const high: [number, number] = [-Infinity, -Infinity];
  for (const { mean, covariance } of outlines) {
    for (const axis of [0, 1] as const) {
      const reach = deviations * Math.sqrt(axis === 0 ? covariance.xx : covariance.yy);
      low[axis] = Math.min(low[axis], mean[axis] - reach);
      high[axis] = Math.max(high[axis], mean[axis] + reach);
    }
  }
  return { low, high };
}

/** The smallest comfortable square around the contours at so many standard deviations. */
export function fitView(outlines: readonly PlaneOutline[], deviations = 2): PlaneView {
  const { low, high } = box(outlines, deviations);
  return {
    centre: [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2],
    half: (Math.max(high[0] - low[0], high[1] - low[1]) / 2) * MARGIN,
  };
}

/** The view to use once a gesture is over: the same one while everything is in sight and large enough. */
export function settleView(view: PlaneView, outlines: readonly PlaneOutline[]): PlaneView {
  const { low, high } = box(outlines, 2);
  let filled = 0;
  for (const axis of [0, 1] as const) {
    filled = Math.max(
      filled,
      (high[axis] - view.centre[axis]) / view.half,
      (view.centre[axis] - low[axis]) / view.half,
    );
  }
  return filled < FILLED.least || filled > FILLED.most ? fitView(outlines) : view;
}

/** How far in and out the plane can be seen. */
const HALF_LIMITS = { minimum: 1e-3, maximum: 60 } as const;

/** The view moved by so much in the plane. */
export function panned({ centre, half }: PlaneView, [x, y]: Point): PlaneView {
  return { centre: [centre[0] + x, centre[1] + y], half };
}

/** The view with everything `factor` times as large, within limits, around a point that stays where it is on the screen. */
export function zoomed({ centre, half }: PlaneView, factor: number, around: Point): PlaneView {
  const next = Math.min(HALF_LIMITS.maximum, Math.max(HALF_LIMITS.minimum, half / factor));
  const ratio = next / half;
  return {
    half: next,
    centre: [around[0] + (centre[0] - around[0]) * ratio, around[1] + (centre[1] - around[1]) * ratio],
  };
}

/** A view between two others, 0 … 1; the scale changes by equal factors. */
export function betweenViews(from: PlaneView, to: PlaneView, share: number): PlaneView {
  return {
    centre: [
      from.centre[0] + (to.centre[0] - from.centre[0]) * share,
      from.centre[1] + (to.centre[1] - from.centre[1]) * share,
    ],
    half: from.half * (to.half / from.half) ** share,
  };
}

/** Maps the plane onto a square of pixels and back; a₂ points up. */
export interface PlaneScale {
  /** Pixels per unit. */
  readonly factor: number;
  readonly x: (a1: number) => number;
  readonly y: (a2: number) => number;
  readonly invert: (x: number, y: number) => Point;
}

/** @param left,top,side the square in pixels */
export function planeScale(view: PlaneView, left: number, top: number, side: number): PlaneScale {
  const factor = side / (2 * view.half);
  const originX = left + side / 2 - view.centre[0] * factor;
  const originY = top + side / 2 + view.centre[1] * factor;
  return {
    factor,
    x: (a1) => originX + a1 * factor,
    y: (a2) => originY - a2 * factor,
    invert: (x, y) => [(x - originX) / factor, (originY - y) / factor],
  };
}

/** Whether a point of the plane is in sight. */
export function inSight([x, y]: Point, { centre, half }: PlaneView): boolean {
  return Math.abs(x - centre[0]) <= half && Math.abs(y - centre[1]) <= half;
}
