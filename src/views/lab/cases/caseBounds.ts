import { isMeanScaled, METRICS } from 'trust-region-layers';
import type { LabConfiguration } from '../../../experiments/lab.ts';
import { evaluate } from '../evaluate.ts';
import { type CaseSlice, proposalAt } from './caseSlice.ts';

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
const PLACES = 96;
const HALVINGS = 40;

type Pair = Omit<LabConfiguration, 'proposed'>;

/** Where the mean's bound begins to bind, in old standard deviations. */
export function meanLimit({ projection, scaled, meanBound }: Pair, { step }: CaseSlice): number {
  const metric = METRICS[projection];
  const perDeviation = isMeanScaled(metric, scaled) ? 1 : step[0] ** 2 + step[1] ** 2;
  return Math.sqrt(meanBound / (metric.meanWeight * perDeviation));
}

/** What the projection makes of a covariance of the slice. */
function covarianceCase(lab: Pair, slice: CaseSlice, stretch: number) {
  const proposed = proposalAt(lab.old, slice, { shift: 0, stretch });
  const whole = evaluate(lab.projection, { ...lab, proposed });
  const { covariancePart, entropyBefore } = whole;
  return { binds: covariancePart.binds, leaves: covariancePart.leaves, floor: floorActs() };

  function floorActs(): boolean {
    if (lab.entropyFloor === null) return false;
    if (lab.entropyMode === 'equality') return true;
    if (lab.entropyOrder === 'before') return entropyBefore < lab.entropyFloor;
    return evaluate(lab.projection, { ...lab, proposed, entropyFloor: null }).entropyAfter < lab.entropyFloor;
  }
}

/** How far the covariance is from the old one at a stretch, the entropy step left out. */
export function covarianceDistance(lab: Pair, slice: CaseSlice, stretch: number): number {
  const proposed = proposalAt(lab.old, slice, { shift: 0, stretch });
  return evaluate(lab.projection, { ...lab, proposed, entropyFloor: null }).covariancePart.before;
}

/** The cases of a slice for stretches from −reach to reach. */
export function caseBounds(lab: Pair, slice: CaseSlice, reach: number): CaseBounds {
  const kinds = ['binds', 'floor', 'leaves'] as const;
  const strips: Record<(typeof kinds)[number], [number, number][]> = { binds: [], floor: [], leaves: [] };
  let [at, here] = [-reach, covarianceCase(lab, slice, -reach)];
  for (const kind of kinds) if (here[kind]) strips[kind].push([-reach, reach]);
  for (let i = 1; i <= PLACES; i++) {
    const next = -reach + (2 * reach * i) / PLACES;
    const there = covarianceCase(lab, slice, next);
    for (const kind of kinds) {
      if (here[kind] === there[kind]) continue;
      const turn = turningPoint(
        at,
        next,
        (stretch) => covarianceCase(lab, slice, stretch)[kind] === here[kind],
      );
      if (there[kind]) strips[kind].push([turn, reach]);
      else strips[kind].at(-1)![1] = turn;
    }
    [at, here] = [next, there];
  }
  return {
    mean: meanLimit(lab, slice),
    covariance: strips.binds,
    floor: strips.floor,
    leaves: strips.leaves,
  };
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

/** The least change of the covariance, to either side, at which its bound binds; ∞ where none does within the Lab. */
export function nearestCovarianceLimit(lab: Pair, slice: CaseSlice): number {
  const beyond = (stretch: number) =>
    Math.max(covarianceDistance(lab, slice, stretch), covarianceDistance(lab, slice, -stretch)) >
    lab.covarianceBound;
  let outside = 1e-5;
  while (!beyond(outside)) {
    outside *= 2;
    if (outside > WIDEST) return Number.POSITIVE_INFINITY;
  }
  return turningPoint(0, outside, (stretch) => !beyond(stretch));
}

/** The widest stretch between two policies of the Lab: a hundredfold spread is ln 100. */
const WIDEST = Math.log(1000);

/**
 * The outline of one bound on the sum of both parts, as large as both bounds together: what a single trust region would
 * let through. Points (shift, stretch), from narrow to wide.
 */
export function sumOutline(lab: Pair, slice: CaseSlice, reach: number): (readonly [number, number])[] {
  const bound = lab.meanBound + lab.covarianceBound;
  const perDistance = meanLimit(lab, slice) ** 2 / lab.meanBound;
  const inside = (stretch: number) => covarianceDistance(lab, slice, stretch) <= bound;
  const end = (side: 1 | -1) => (inside(side * reach) ? side * reach : turningPoint(0, side * reach, inside));
  const [low, high] = [end(-1), end(1)];
  return Array.from({ length: SUM_POINTS }, (_, i) => {
    // Denser towards both ends, where the curve is steep.
    const share = (1 - Math.cos((Math.PI * i) / (SUM_POINTS - 1))) / 2;
    const stretch = low + (high - low) * share;
    const left = bound - covarianceDistance(lab, slice, stretch);
    return [Math.sqrt(Math.max(0, left) * perDistance), stretch] as const;
  });
}

const SUM_POINTS = 49;
