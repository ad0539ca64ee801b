import {
  densityWgsl,
  f32,
  type GaussianLayout,
  gaussianWgsl,
  hasWgsl,
  MAX_FULL_WGSL_DIMENSION,
  projectionWgsl,
  trustRegionLossWgsl,
} from 'trust-region-layers/wgsl';
import * as m from '#words/engines';
import { isCategoricalLayer } from '../../policies/layer.ts';
import type { ObjectiveSpecification } from '../../policies/objective.ts';
import { rawFactorSize } from '../../policies/policyShape.ts';
import { LOG_RATIO_LIMIT } from '../../policies/surrogate.ts';
import { factorKindOf } from '../../policies/types.ts';
import { headWgsl } from './headWgsl.ts';
import { POLICY_LOSSES } from './kernels.ts';

function layoutOf({ head, actionSize }: ObjectiveSpecification): GaussianLayout {
  return { factor: factorKindOf(head), dimension: actionSize };
}

/** Why this objective cannot run on WebGPU, as a sentence, or `null` if it can. */
export function webgpuObstacle(specification: ObjectiveSpecification): string | null {
  if (specification.head === 'categorical') return m.noCategorical();
  if (hasWgsl(layoutOf(specification))) return null;
  return m.tooManyActions({ most: MAX_FULL_WGSL_DIMENSION, actions: specification.actionSize });
}

/**
 * The policy objective of one row as a kernel, the twin of `createPolicyObjective`: head, layer, log-density, loss,
 * and back (docs/mathematics.md §7). Reads `raw` and the blocks of `batch`; writes a row of gradient and losses.
 */
export function objectiveWgsl(specification: ObjectiveSpecification, members: number): string {
  const { head, actionSize, projection, trustRegionCoefficient, entropyCoefficient } = specification;
  if (head === 'categorical' || (projection && isCategoricalLayer(projection))) {
    throw new RangeError('the objective of categorical policies has no WGSL twin');
  }
  const layout = layoutOf(specification);
  const width = actionSize + rawFactorSize(head, actionSize);
  const stride = width + POLICY_LOSSES;
  const pulled = projection !== null && trustRegionCoefficient !== 0;
  const bounds = 'meanBound, covarianceBound, entropyFloor';
  return /* wgsl */ `
${projection ? projectionWgsl(projection) : gaussianWgsl(layout)}
${densityWgsl(layout)}
${pulled ? trustRegionLossWgsl({ ...layout, projection: projection.projection, scaled: projection.scaled, covariancePart: specification.stateDependent }) : ''}
${headWgsl({ ...specification, head })}
${surrogateWgsl(specification)}

fn readVector(at: i32, row: i32) -> Vector {
  var v: Vector;
  for (var i = 0; i < K; i++) { v[i] = batch[at + row * K + i]; }
  return v;
}

fn main(row: i32) {
  if (row >= ${members} * uniforms.rows) { return; }
  let member = row / uniforms.rows;

  var rawFactor: RawFactor;
  for (var i = 0; i < R; i++) { rawFactor[i] = raw[row * ${width} + K + i]; }
  var proposed: Gaussian;
  for (var i = 0; i < K; i++) { proposed.mean[i] = raw[row * ${width} + i]; }
  proposed.factor = factorFromRaw(rawFactor);
  let action = readVector(uniforms.actionAt, row);
${
  projection
    ? /* wgsl */ `
  var old: Gaussian;
  old.mean = readVector(uniforms.oldMeanAt, row);
  for (var i = 0; i < F; i++) { old.factor[i] = batch[uniforms.oldFactorAt + row * F + i]; }
  let meanBound = batch[uniforms.meanBoundAt + member];
  let covarianceBound = batch[uniforms.covarianceBoundAt + member];
  let entropyFloor = batch[uniforms.entropyFloorAt + member];
  let layer = projectForward(proposed, old, ${bounds});
  let projected = layer.gaussian;`
    : /* wgsl */ `
  let projected = proposed;`
}

  let logRatio = logDensity(projected, action) - batch[uniforms.oldLogProbabilityAt + row];
  let surrogate = surrogateLoss(logRatio, batch[uniforms.advantageAt + row]);
  var gradient = logDensityGradient(projected, action);
  for (var i = 0; i < K; i++) { gradient.mean[i] *= surrogate.slope; }
  for (var i = 0; i < F; i++) { gradient.factor[i] *= surrogate.slope; }
  var entropyLoss = 0.0;
${
  entropyCoefficient === 0
    ? ''
    : /* wgsl */ `
  var projectedFactor = projected.factor;
  entropyLoss = -${f32(entropyCoefficient)} * entropy(&projectedFactor);
  let volumeGradient = logVolumeGradient(&projectedFactor);
  for (var i = 0; i < F; i++) { gradient.factor[i] -= ${f32(entropyCoefficient)} * volumeGradient[i]; }`
}
${projection ? `  gradient = projectBackward(proposed, old, ${bounds}, layer, gradient);` : ''}
  var pull = 0.0;
${
  pulled
    ? /* wgsl */ `
  pull = ${f32(trustRegionCoefficient)} * trustRegionLoss(proposed, projected);
  let pullGradient = trustRegionLossGradient(proposed, projected);
  for (var i = 0; i < K; i++) { gradient.mean[i] += ${f32(trustRegionCoefficient)} * pullGradient.mean[i]; }
  for (var i = 0; i < F; i++) { gradient.factor[i] += ${f32(trustRegionCoefficient)} * pullGradient.factor[i]; }`
    : ''
}

  let out = row * ${stride};
  let factorGradient = rawGradient(rawFactor, gradient.factor);
  for (var i = 0; i < K; i++) { result[out + i] = gradient.mean[i]; }
  for (var i = 0; i < R; i++) { result[out + K + i] = factorGradient[i]; }
  result[out + ${width}] = surrogate.loss;
  result[out + ${width + 1}] = pull;
  result[out + ${width + 2}] = entropyLoss;
}
`;
}

/**
 * `surrogateLoss(logRatio, advantage)`: the loss and its derivative with respect to log p̃(a), the twin of
 * `src/policies/surrogate.ts`.
 */
function surrogateWgsl({ clipRatio }: ObjectiveSpecification): string {
  // Gains beyond the clip are ignored: the smaller of both products counts, and the clipped one is flat.
  const clip =
    clipRatio === Infinity
      ? ''
      : /* wgsl */ `
  let limited = clamp(ratio, ${f32(1 - clipRatio)}, ${f32(1 + clipRatio)});
  if (limited * advantage < ratio * advantage) { return Surrogate(-limited * advantage, 0.0); }`;
  return /* wgsl */ `
struct Surrogate {
  loss: f32,
  slope: f32,
}

fn surrogateLoss(logRatio: f32, advantage: f32) -> Surrogate {
  // Beyond the limit the ratio goes on along its tangent.
  let slope = exp(min(logRatio, ${f32(LOG_RATIO_LIMIT)}));
  let ratio = slope * (1.0 + max(logRatio - ${f32(LOG_RATIO_LIMIT)}, 0.0));${clip}
  return Surrogate(-ratio * advantage, -slope * advantage);
}
`;
}
