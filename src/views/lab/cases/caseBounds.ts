import { createDistance, isMeanScaled, METRICS } from 'trust-region-layers';
import type { LabConfiguration } from '../../../experiments/lab.ts';
import { evaluate } from '../evaluate.ts';
import { type Covariance, covarianceOf } from '../labGeometry.ts';
import { type CaseSlice, covarianceAt, proposalAt } from './caseSlice.ts';

/** From … to, both in the slice's stretch. */
export type Interval = readonly [number, number];

/**
 * Where in a slice which bound binds. The mean's distance does not depend on the covariance nor the other way round, so that
 * each case is a strip of the map, and two strips make a corner. See docs/mathematics.md §3.12.
 */
export interface CaseBounds {
  /** The mean's bound binds from this shift on, in old standard deviations. */
  readonly mean: number;
  /** Where the covariance's bound binds, from narrow to wide. */
  readonly covariance: readonly Interval[];
  /** Where the entropy step changes the width. */
  readonly floor: readonly Interval[];
  /** Where it pushes the policy out of its region. */
  readonly leaves: readonly Interval[];
}

/** Places at which a strip is looked for; the ends of what is found are exact. */
const PLACES = 40;
const HALVINGS = 32;

type Pair = Omit<LabConfiguration, 'proposed'>;

/** Where the mean's bound begins to bind, in old standard deviations. */
export function meanLimit({ projection, scaled, meanBound }: Pair, { step }: CaseSlice): number {
  const metric = METRICS[projection];
  const perDeviation = isMeanScaled(metric, scaled) ? 1 : step[0] ** 2 + step[1] ** 2;
  return Math.sqrt(meanBound / (metric.meanWeight * perDeviation));
}

/** What is asked of a covariance of the slice, by its stretch. */
interface CovarianceCase {
  readonly binds: (stretch: number) => boolean;
  readonly floor: (stretch: number) => boolean;
  readonly leaves: (stretch: number) => boolean;
}

function covarianceCases(lab: Pair, slice: CaseSlice): CovarianceCase {
  const { entropyFloor: floor, entropyOrder: order, entropyMode: mode } = lab;
  const distance = covarianceDistance(lab, slice);
  const never = () => false;
  if (floor === null)
    return { binds: (at) => distance(at) > lab.covarianceBound, floor: never, leaves: never };
  const evaluated = (stretch: number, entropyFloor: number | null) =>
    evaluate(lab.projection, {
      ...lab,
      entropyFloor,
      proposed: proposalAt(lab.old, slice, { shift: 0, stretch }),
    });
  const acts = (stretch: number) => {
    if (mode === 'equality') return true;
    const { entropyBefore, entropyAfter } = evaluated(stretch, null);
    return (order === 'before' ? entropyBefore : entropyAfter) < floor;
  };
  return {
    binds: (at) => evaluated(at, floor).covariancePart.binds,
    floor: acts,
    leaves: (at) => evaluated(at, floor).covariancePart.leaves,
  };
}

/** How far the covariance is from the old one, by its stretch; the entropy step left out. */
export function covarianceDistance(
  { projection, scaled, old }: Pair,
  slice: CaseSlice,
): (stretch: number) => number {
  const distance = createDistance({
    projection,
    scaled: isMeanScaled(METRICS[projection], scaled),
    factor: 'covariance',
    dimension: 2,
  });
  const policy = () => ({ mean: new Float64Array(2), factor: new Float64Array(4) });
  const [still, moved] = [policy(), policy()];
  const [mean, covariance] = [new Float64Array(1), new Float64Array(1)];
  const fill = (factor: Float64Array, { xx, xy, yy }: Covariance) => factor.set([xx, xy, xy, yy]);
  fill(still.factor, covarianceOf(old));
  return (stretch) => {
    fill(moved.factor, covarianceAt(old, slice, stretch));
    distance.evaluate(moved, still, mean, covariance, 1);
    return covariance[0]!;
  };
}

/** The cases of a slice for stretches from −reach to reach. */
export function caseBounds(lab: Pair, slice: CaseSlice, reach: number): CaseBounds {
  const { binds, floor, leaves } = covarianceCases(lab, slice);
  return {
    mean: meanLimit(lab, slice),
    covariance: stripsWhere(binds, reach),
    floor: stripsWhere(floor, reach),
    leaves: stripsWhere(leaves, reach),
  };
}

/** Where between −reach and reach something holds. */
function stripsWhere(holds: (at: number) => boolean, reach: number): Interval[] {
  const strips: [number, number][] = [];
  let [at, here] = [-reach, holds(-reach)];
  if (here) strips.push([-reach, reach]);
  for (let i = 1; i <= PLACES; i++) {
    const next = -reach + (2 * reach * i) / PLACES;
    const there = holds(next);
    if (there !== here) {
      const was = here;
      const turn = turningPoint(at, next, (place) => holds(place) === was);
      if (there) strips.push([turn, reach]);
      else strips.at(-1)![1] = turn;
    }
    [at, here] = [next, there];
  }
  return strips;
}

/** Where something that holds at `from` and not at `to` ends. */
function turningPoint(from: number, to: number, holds: (at: number) => boolean): number {
  let [inside, outside] = [from, to];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (inside + outside) / 2;
    if (holds(middle)) inside = middle;
    else outside = middle;
  }
  return inside;
}

/** About how much the covariance may change until its bound binds: as if its distance grew as the square of the change. */
export function roughCovarianceLimit(lab: Pair, slice: CaseSlice): number {
  const distance = covarianceDistance(lab, slice);
  const curvature = Math.max(distance(SMALL), distance(-SMALL)) / SMALL ** 2;
  return Math.min(WIDEST, Math.sqrt(lab.covarianceBound / curvature));
}

/** A change so small that a distance is still as good as quadratic. */
const SMALL = 1e-3;
/** The widest stretch between two policies of the Lab: from 0.01 to 10. */
const WIDEST = Math.log(1000);

/**
 * The outline of one bound on the sum of both parts, as large as both bounds together: what a single trust region would
 * let through. Points (shift, stretch), from narrow to wide.
 */
export function sumOutline(lab: Pair, slice: CaseSlice, reach: number): (readonly [number, number])[] {
  const bound = lab.meanBound + lab.covarianceBound;
  const perDistance = meanLimit(lab, slice) ** 2 / lab.meanBound;
  const distance = covarianceDistance(lab, slice);
  const inside = (stretch: number) => distance(stretch) <= bound;
  const end = (side: 1 | -1) => (inside(side * reach) ? side * reach : turningPoint(0, side * reach, inside));
  const [low, high] = [end(-1), end(1)];
  return Array.from({ length: SUM_POINTS }, (_, i) => {
    // Denser towards both ends, where the curve is steep.
    const share = (1 - Math.cos((Math.PI * i) / (SUM_POINTS - 1))) / 2;
    const stretch = low + (high - low) * share;
    const left = bound - distance(stretch);
    return [Math.sqrt(Math.max(0, left) * perDistance), stretch] as const;
  });
}

const SUM_POINTS = 33;
