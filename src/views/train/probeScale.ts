import {
  type Bell,
  bellOf,
  type Frame,
  fitFrame,
  type Outline,
  outlineOf,
} from '../../components/gaussianOutline.ts';
import type { ProbePolicies } from '../../components/probePicture.ts';
import type { DescribedPolicies, StatePolicies } from '../../trainer/events.ts';

/** Standard deviations around a mean that a bell curve's axis reaches. */
const BELL_REACH = 2.6;
/** Room around the ellipses, as a share of what they need. */
const ELLIPSE_MARGIN = 1.18;

/** The policies of states, as a report has them. */
export type Shown = Pick<StatePolicies, 'old' | 'proposed' | 'projected'>;

/** A shape for each policy. */
export function policiesIn<Shape>(
  { old, proposed, projected }: Shown,
  shapeOf: (gaussians: DescribedPolicies) => Shape,
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
    policiesIn(probes, ({ mean, covariance }) => outlineOf(mean, covariance, dimension, row, pair)),
  );
}

/** Likewise over a single action. */
export function probeBells(probes: Shown): ProbePolicies<Bell>[] {
  return Array.from({ length: probeCount(probes, 1) }, (_, row) =>
    policiesIn(probes, ({ mean, covariance }) => bellOf(mean, covariance, 1, row, 0)),
  );
}

function probeCount(probes: Shown, dimension: number): number {
  return probes.old.mean.length / dimension;
}

function shapesOf<Shape>({ old, proposed, projected }: ProbePolicies<Shape>): Shape[] {
  return [old, proposed, ...(projected === null ? [] : [projected])];
}

/** The piece of an action's axis that holds every bell of a state. */
export function bellFrame(policies: ProbePolicies<Bell>, previous: Frame | null): Frame {
  const bells = shapesOf(policies);
  const low = Math.min(...bells.map(({ mean, deviation }) => mean - BELL_REACH * deviation));
  const high = Math.max(...bells.map(({ mean, deviation }) => mean + BELL_REACH * deviation));
  return fitFrame([[low, high]], previous);
}

/** The square of two actions' plane that holds every ellipse of a state. */
export function outlineFrame(policies: ProbePolicies<Outline>, previous: Frame | null): Frame {
  const outlines = shapesOf(policies);
  const span = (centre: (outline: Outline) => number, half: (outline: Outline) => number) => {
    const low = Math.min(...outlines.map((outline) => centre(outline) - ELLIPSE_MARGIN * half(outline)));
    const high = Math.max(...outlines.map((outline) => centre(outline) + ELLIPSE_MARGIN * half(outline)));
    return [low, high] as const;
  };
  // The ellipse's half-width along an axis is the length of that row of its root.
  return fitFrame(
    [
      span(
        ({ x }) => x,
        ({ xx, xy }) => Math.hypot(xx, xy),
      ),
      span(
        ({ y }) => y,
        ({ xy, yy }) => Math.hypot(xy, yy),
      ),
    ],
    previous,
  );
}
