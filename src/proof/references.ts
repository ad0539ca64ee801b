import { createProjector, type ProjectionSpecification } from 'trust-region-layers';

/** A policy of one state, as text files hold it. */
interface PlainGaussian {
  readonly mean: readonly number[];
  readonly factor: readonly number[];
}

/** A projection whose answer is known from elsewhere, with the gradient of a loss (see docs/mathematics.md §13). */
export interface ReferenceCase {
  /** Solved to 50 digits, or recorded from the authors' published implementation in float64. */
  readonly source: 'solved' | 'published';
  readonly specification: ProjectionSpecification;
  readonly bounds: { readonly mean: number; readonly covariance: number };
  readonly old: PlainGaussian;
  readonly proposed: PlainGaussian;
  /** The loss is the sum of the projected mean and factor, with these weights. */
  readonly weights: PlainGaussian;
  readonly projected: PlainGaussian;
  /** Of the loss, with respect to the proposal. */
  readonly gradient: PlainGaussian;
  /** Largest deviations that rounding allows, absolute. */
  readonly tolerance: { readonly projected: number; readonly gradient: number };
}

/** How far our answer is from the reference. */
export interface ReferenceOutcome {
  /** Largest deviation of an entry, relative to the largest entry. */
  readonly projected: number;
  readonly gradient: number;
  /** Both within their tolerances. */
  readonly holds: boolean;
}

/** Projects a reference case and compares, entry by entry. */
export function checkReference(one: ReferenceCase): ReferenceOutcome {
  const [old, proposed, weights] = [batch(one.old), batch(one.proposed), batch(one.weights)];
  const projector = createProjector(one.specification);
  const result = projector.createResult(1);
  const gradient = {
    mean: new Float64Array(weights.mean.length),
    factor: new Float64Array(weights.factor.length),
  };
  projector.forward(proposed, old, one.bounds, result, 1);
  projector.backward(proposed, old, one.bounds, result, weights, gradient, 1);
  const projected = deviation(result, one.projected);
  const slope = deviation(gradient, one.gradient);
  return {
    projected: relative(projected, one.projected),
    gradient: relative(slope, one.gradient),
    holds: projected <= one.tolerance.projected && slope <= one.tolerance.gradient,
  };
}

function batch({ mean, factor }: PlainGaussian) {
  return { mean: Float64Array.from(mean), factor: Float64Array.from(factor) };
}

/** NaN where the answer has one. */
function deviation(
  answer: { readonly mean: ArrayLike<number>; readonly factor: ArrayLike<number> },
  expected: PlainGaussian,
): number {
  const differences = (['mean', 'factor'] as const).flatMap((part) =>
    expected[part].map((value, i) => Math.abs(answer[part][i]! - value)),
  );
  return Math.max(...differences);
}

function relative(difference: number, { mean, factor }: PlainGaussian): number {
  return difference === 0 ? 0 : difference / Math.max(...[...mean, ...factor].map(Math.abs));
}
