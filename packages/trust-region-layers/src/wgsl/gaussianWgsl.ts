import { type FactorKind, factorSize } from '../gaussian/types.ts';
import { covarianceWgsl } from './covarianceWgsl.ts';
import { matrixWgsl } from './matrixWgsl.ts';

/** Largest k the WGSL of full covariances is written for: a thread holds a dozen k×k matrices. */
export const MAX_FULL_WGSL_DIMENSION = 8;

/** What selects the WGSL of a Gaussian: its layout and its number of action dimensions. */
export interface GaussianLayout {
  readonly factor: FactorKind;
  /** k. */
  readonly dimension: number;
}

/** Whether the WGSL sources exist for this layout: `diagonal` up to 32 dimensions, the others up to 8. */
export function hasWgsl(layout: GaussianLayout): boolean {
  return layout.factor === 'diagonal' || layout.dimension <= MAX_FULL_WGSL_DIMENSION;
}

/** A WGSL literal of type f32 for a finite number. */
export function f32(value: number): string {
  return `${Math.fround(value)}f`;
}

/**
 * WGSL that everything else for GPUs builds on (docs/mathematics.md §3.10, §5.1). Defines
 * `K`, `F`, `Vector`, `Factor`, `struct Gaussian { mean: Vector, factor: Factor }`, sums and products of factors by entry,
 * `excess` (x − log(1 + x)), `logVolume` (½ ln|Σ|), `entropy` (nats),
 * `logVolumeGradient` (∂ ½ln|Σ| / ∂factor, in the factor's own coordinates), the whitening of a Gaussian
 * (`scaleOf` gives what solves with A, A Aᵀ = Σ, need; `whiten` is v ← A⁻¹v, `whitenTransposed` v ← A⁻ᵀv),
 * the conversions of {@link covarianceWgsl}, and for full layouts the dense library of {@link matrixWgsl}.
 *
 * Include it once per module, before or after the sources that use it (WGSL has no order at module scope).
 */
export function gaussianWgsl(layout: GaussianLayout): string {
  const { factor, dimension } = layout;
  if (!hasWgsl(layout)) {
    throw new RangeError(
      `WGSL for ${factor} factors exists for at most ${MAX_FULL_WGSL_DIMENSION} dimensions, not for ${dimension}.`,
    );
  }
  return /* wgsl */ `
const K = ${dimension};
const F = ${factorSize(factor, dimension)};
alias Vector = array<f32, K>;
alias Factor = array<f32, F>;

struct Gaussian {
  mean: Vector,
  factor: Factor,
}

// x - log(1 + x), given x and 1 + x. log(1 + x) = 2 artanh(s) with s = x / (2 + x), and x - 2s = x s,
// so nothing of the size of x is ever subtracted; the built-in log is too coarse near 1.
fn excess(x: f32, onePlusX: f32) -> f32 {
  if (x > -0.5 && x < 1.0) {
    let s = x / (2.0 + x);
    let z = s * s;
    let tail = 2.0 / 3.0 + z * (2.0 / 5.0 + z * (2.0 / 7.0 + z * (2.0 / 9.0 + z * (2.0 / 11.0
      + z * (2.0 / 13.0 + z * (2.0 / 15.0))))));
    return s * (x - z * tail);
  }
  return x - log(onePlusX);
}

// The sum of all entries of A ∘ B
fn inner(a: ptr<function, Factor>, b: ptr<function, Factor>) -> f32 {
  var sum = 0.0;
  for (var i = 0; i < F; i++) { sum += (*a)[i] * (*b)[i]; }
  return sum;
}
${entrywise('minus(a: ptr<function, Factor>, b: ptr<function, Factor>)', '(*a)[i] - (*b)[i]')}
${entrywise('plus(a: ptr<function, Factor>, b: ptr<function, Factor>)', '(*a)[i] + (*b)[i]')}
${entrywise('scaledBy(number: f32, a: ptr<function, Factor>)', 'number * (*a)[i]')}
${factor === 'diagonal' ? diagonalScaleWgsl : matrixWgsl + fullScaleWgsl(factor)}
${covarianceWgsl(factor)}

// Differential entropy in nats.
fn entropy(factor: ptr<function, Factor>) -> f32 {
  return ${f32((dimension / 2) * Math.log(2 * Math.PI * Math.E))} + logVolume(factor);
}
`;
}

const entrywise = (signature: string, entry: string) => /* wgsl */ `
fn ${signature} -> Factor {
  var out: Factor;
  for (var i = 0; i < F; i++) { out[i] = ${entry}; }
  return out;
}
`;

const diagonalScaleWgsl = /* wgsl */ `
fn logVolume(factor: ptr<function, Factor>) -> f32 {
  var sum = 0.0;
  for (var i = 0; i < K; i++) { sum += log((*factor)[i]); }
  return sum;
}

fn logVolumeGradient(factor: ptr<function, Factor>) -> Factor {
  var gradient: Factor;
  for (var i = 0; i < K; i++) { gradient[i] = 1.0 / (*factor)[i]; }
  return gradient;
}

fn scaleOf(factor: ptr<function, Factor>) -> Factor { return *factor; }

fn whiten(scale: ptr<function, Factor>, v: ptr<function, Vector>) {
  for (var i = 0; i < K; i++) { (*v)[i] /= (*scale)[i]; }
}

fn whitenTransposed(scale: ptr<function, Factor>, v: ptr<function, Vector>) { whiten(scale, v); }
`;

function fullScaleWgsl(factor: FactorKind): string {
  // A is L for a Cholesky factor, R itself for a root (solved through chol(R)), chol(Σ) for a covariance.
  const root = factor === 'root';
  const scale =
    factor === 'cholesky' ? 'return *factor;' : 'var lower: Matrix; cholesky(factor, &lower); return lower;';
  const inverse = /* wgsl */ `
fn logVolumeGradient(factor: ptr<function, Factor>) -> Factor {
  var scale = scaleOf(factor);
  var gradient = identity();
  solveLower(&scale, &gradient);
  solveLowerTransposed(&scale, &gradient);
  ${root ? '' : 'for (var i = 0; i < F; i++) { gradient[i] *= 0.5; }'}
  return gradient;
}
`;
  const inverseDiagonal = /* wgsl */ `
fn logVolumeGradient(factor: ptr<function, Factor>) -> Factor {
  var gradient: Factor;
  for (var i = 0; i < K; i++) { gradient[i * K + i] = 1.0 / (*factor)[i * K + i]; }
  return gradient;
}
`;
  return /* wgsl */ `
fn scaleOf(factor: ptr<function, Factor>) -> Matrix { ${scale} }

fn logVolume(factor: ptr<function, Factor>) -> f32 {
  var scale = scaleOf(factor);
  var sum = 0.0;
  for (var i = 0; i < K; i++) { sum += log(scale[i * K + i]); }
  return ${root ? '2.0 * ' : ''}sum;
}
${factor === 'cholesky' ? inverseDiagonal : inverse}
fn whiten(scale: ptr<function, Matrix>, v: ptr<function, Vector>) {
  forwardSubstitute(scale, v);
  ${root ? 'backSubstitute(scale, v);' : ''}
}

fn whitenTransposed(scale: ptr<function, Matrix>, v: ptr<function, Vector>) {
  ${root ? 'forwardSubstitute(scale, v);' : ''}
  backSubstitute(scale, v);
}
`;
}
