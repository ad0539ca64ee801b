import type { LabConfiguration } from '../../../experiments/lab.ts';
import { projectionInput } from '../evaluate.ts';
import { pullBack } from './gradientBatch.ts';

/** Rows are outputs of the layer, columns what is proposed. */
export type Matrix = readonly (readonly number[])[];

/** ∂(projected)/∂(proposed) of the Lab's pair. Mean and covariance do not touch each other. */
export interface LayerJacobian {
  /** ∂μ̃/∂μ, 2×2. */
  readonly mean: Matrix;
  /** ∂(Σ̃₁₁, Σ̃₁₂, Σ̃₂₂)/∂(Σ₁₁, Σ₁₂, Σ₂₂), 3×3. */
  readonly covariance: Matrix;
}

/** One output a row: the two of the mean, then the three of the covariance. Σ̃₁₂ is half of each off-diagonal entry. */
const UNIT = {
  mean: [1, 0, 0, 1, 0, 0, 0, 0, 0, 0],
  factor: [0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0.5, 0.5, 0, 0, 0, 0, 1],
} as const;
const OUTPUTS = 5;

/** The layer's own backward pass, once for each output with a gradient of 1 in it. See docs/mathematics.md §16.2. */
export function layerJacobian(lab: LabConfiguration): LayerJacobian {
  const { proposed } = projectionInput(lab.projection, lab);
  const repeat = (values: ArrayLike<number>) =>
    Float64Array.from({ length: OUTPUTS * values.length }, (_, i) => values[i % values.length]!);
  const { gradient } = pullBack(
    lab,
    { mean: repeat(proposed.mean), factor: repeat(proposed.factor) },
    OUTPUTS,
    () => ({ mean: Float64Array.from(UNIT.mean), factor: Float64Array.from(UNIT.factor) }),
  );
  const { mean, factor } = gradient;
  return {
    mean: [0, 1].map((row) => [mean[2 * row]!, mean[2 * row + 1]!]),
    // A change of Σ₁₂ is one of both off-diagonal entries.
    covariance: [2, 3, 4].map((row) => [factor[4 * row]!, 2 * factor[4 * row + 1]!, factor[4 * row + 3]!]),
  };
}

/** The eigenvalues of ∂μ̃/∂μ, the larger first: what share of a change passes along the bound, and across it. */
export function passing({ mean }: LayerJacobian): readonly [number, number] {
  const [a, b, c, d] = mean.flat() as [number, number, number, number];
  const half = (a + d) / 2;
  const radius = Math.sqrt(Math.max(0, ((a - d) / 2) ** 2 + b * c));
  return [half + radius, half - radius];
}
