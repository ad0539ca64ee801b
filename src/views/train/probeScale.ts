import { type Bell, bellOf, type Outline, outlineOf, snapExtent } from '../../components/gaussianOutline.ts';
import type { ProbePolicies } from '../../components/probePicture.ts';
import type { PolicyGaussians, StatePolicies } from '../../trainer/events.ts';

/** The policies of states, as a report has them. */
export type Shown = Pick<StatePolicies, 'old' | 'proposed' | 'projected'>;

/** How many standard deviations of the old policy a bell curve's axis reaches at least. */
const BELL_REACH = 2.6;
/** Room around the largest ellipse. */
const ELLIPSE_MARGIN = 1.18;

function policiesOf<Shape>(
  { old, proposed, projected }: Shown,
  shapeOf: (gaussians: PolicyGaussians) => Shape,
): ProbePolicies<Shape> {
  return {
    old: shapeOf(old),
    proposed: shapeOf(proposed),
    projected: projected === null ? null : shapeOf(projected),
  };
}

/** The same with differences from the old policy drawn larger. */
export function magnified<Shape>(
  { old, proposed, projected }: ProbePolicies<Shape>,
  magnify: (shape: Shape, old: Shape) => Shape,
): ProbePolicies<Shape> {
  return {
    old,
    proposed: magnify(proposed, old),
    projected: projected === null ? null : magnify(projected, old),
  };
}

/** The policies of every probe state over one pair of actions. */
export function probeOutlines(
  probes: Shown,
  dimension: number,
  pair: readonly [number, number],
): ProbePolicies<Outline>[] {
  return Array.from({ length: probeCount(probes, dimension) }, (_, row) =>
    policiesOf(probes, ({ mean, covariance }) => outlineOf(mean, covariance, dimension, row, pair)),
  );
}

/** Likewise over a single action. */
export function probeBells(probes: Shown): ProbePolicies<Bell>[] {
  return Array.from({ length: probeCount(probes, 1) }, (_, row) =>
    policiesOf(probes, ({ mean, covariance }) => bellOf(mean, covariance, 1, row, 0)),
  );
}

function probeCount(probes: Shown, dimension: number): number {
  return probes.old.mean.length / dimension;
}

/** Half-width that every probe state's picture shares, so that sizes compare from state to state. */
export function outlineExtent(probes: readonly ProbePolicies<Outline>[], previous: number | null): number {
  let needed = 0;
  for (const { old, proposed, projected } of probes) {
    for (const shape of [old, proposed, projected]) {
      if (shape === null) continue;
      // The ellipse's half-width along an axis is the length of that row of its root.
      const halfWidth = Math.abs(shape.x - old.x) + Math.hypot(shape.xx, shape.xy);
      const halfHeight = Math.abs(shape.y - old.y) + Math.hypot(shape.xy, shape.yy);
      needed = Math.max(needed, halfWidth, halfHeight);
    }
  }
  return snapExtent(Math.max(needed * ELLIPSE_MARGIN, 1e-6), previous);
}

export function bellExtent(probes: readonly ProbePolicies<Bell>[], previous: number | null): number {
  let needed = 0;
  for (const { old, proposed, projected } of probes) {
    needed = Math.max(needed, BELL_REACH * old.deviation);
    for (const bell of [proposed, projected]) {
      if (bell !== null) needed = Math.max(needed, Math.abs(bell.mean - old.mean) + 1.5 * bell.deviation);
    }
  }
  return snapExtent(Math.max(needed, 1e-6), previous);
}
