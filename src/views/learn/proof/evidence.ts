import { checkHostile, hostilePairs, mildPair } from '../../../proof/hostilePairs.ts';
import { type Proof, proveProjection } from '../../../proof/projectionProof.ts';
import { checkReference, type ReferenceCase } from '../../../proof/references.ts';
import { createRandom } from '../../../random/random.ts';

/** The kinds of evidence, in the order in which the page gathers it. */
export const EVIDENCE = ['solved', 'published', 'hostile', 'gradient', 'draws'] as const;
export type EvidenceKind = (typeof EVIDENCE)[number];

/** What there is of one kind so far. */
export interface Evidence {
  readonly kind: EvidenceKind;
  readonly cases: number;
  readonly failures: number;
  /** Of how many there will be. */
  readonly of: number;
  /** The worst deviation so far: relative to the answer, of a distance beyond its bound, of a slope, in standard errors. */
  readonly worst: number;
}

/** What the worker is asked for. */
export interface EvidenceRequest {
  /** For the pairs that are drawn at random. */
  readonly seed: number;
}

const HOSTILE_PAIRS = 2000;
const MILD_PAIRS = 40;
const DRAWS = 5000;
const SLOPE_TOLERANCE = 1e-5;
/** One honest estimate in 16,000 is further off. */
const STANDARD_ERRORS = 4;

/** All evidence, told as it comes. */
export function* gatherEvidence(seed: number, references: readonly ReferenceCase[]): Generator<Evidence> {
  for (const source of ['solved', 'published'] as const) {
    const cases = references.filter((one) => one.source === source);
    yield* tally(source, cases.length, cases, (one) => {
      const { projected, gradient, holds } = checkReference(one);
      return { holds, size: Math.max(projected, gradient) };
    });
  }
  yield* tally('hostile', HOSTILE_PAIRS, hostilePairs(seed), (pair) => {
    const { reached, holds } = checkHostile(pair);
    return { holds, size: Math.max(0, reached - 1) };
  });
  const random = createRandom(seed);
  const proofs = Array.from({ length: MILD_PAIRS }, (_, index) => () => {
    const { old, proposed, bound, ...rest } = mildPair(random);
    const bounds = { mean: bound, covariance: bound };
    return proveProjection({ ...rest, scaled: true, entropy: null }, proposed, old, bounds, {
      seed: seed + index,
      samples: DRAWS,
    });
  });
  const known: Proof[] = [];
  for (const gradient of tally('gradient', MILD_PAIRS, proofs, (prove) => {
    const proof = prove();
    known.push(proof);
    return { holds: proof.gradientError < SLOPE_TOLERANCE, size: proof.gradientError };
  }))
    yield gradient;
  yield* tally('draws', MILD_PAIRS, known, (proof) => {
    const size = Math.abs(proof.divergenceEstimate - proof.divergence) / proof.divergenceStandardError;
    return { holds: size <= STANDARD_ERRORS, size };
  });
}

/** A NaN is the worst there is, and holds nothing. */
function* tally<Case>(
  kind: EvidenceKind,
  of: number,
  cases: Iterable<Case>,
  check: (one: Case) => { readonly holds: boolean; readonly size: number },
): Generator<Evidence> {
  let [done, failures, worst] = [0, 0, 0];
  for (const one of cases) {
    if (done === of) return;
    const { holds, size } = check(one);
    done++;
    if (!holds || Number.isNaN(size)) failures++;
    worst = size > worst || Number.isNaN(size) ? size : worst;
    yield { kind, cases: done, failures, of, worst };
  }
}
