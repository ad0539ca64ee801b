import type { ProjectionSpecification } from 'trust-region-layers';
import {
  densityWgsl,
  f32,
  type GaussianLayout,
  gaussianWgsl,
  projectionWgsl,
  trustRegionLossWgsl,
} from 'trust-region-layers/wgsl';
import type { ObjectiveSpecification } from '../../policies/objective.ts';
import { rawFactorSize } from '../../policies/policyShape.ts';
import { factorKindOf, type GaussianHeadId } from '../../policies/types.ts';
import { headWgsl } from './headWgsl.ts';
import { POLICY_LOSSES } from './kernels.ts';
import { surrogateWgsl } from './surrogateWgsl.ts';

/** An objective of Gaussian policies. */
export interface GaussianObjectiveSpecification extends ObjectiveSpecification {
  readonly head: GaussianHeadId;
  readonly projection: ProjectionSpecification | null;
}

/**
 * The policy objective of one row as a kernel, the twin of `createPolicyObjective` for Gaussian policies: head, layer,
 * log-density, loss, and back (docs/mathematics.md §7). Reads `raw` and the blocks of `batch`; writes a row of gradient and
 * losses.
 */
export function gaussianObjectiveWgsl(
  specification: GaussianObjectiveSpecification,
  members: number,
): string {
  const { head, actionSize, projection, trustRegionCoefficient, entropyCoefficient } = specification;
  const layout: GaussianLayout = { factor: factorKindOf(head), dimension: actionSize };
  const width = actionSize + rawFactorSize(head, actionSize);
  const stride = width + POLICY_LOSSES;
  const pulled = projection !== null && trustRegionCoefficient !== 0;
  const bounds = 'meanBound, covarianceBound, entropyFloor';
  return /* wgsl */ `
${projection ? projectionWgsl(projection) : gaussianWgsl(layout)}
${densityWgsl(layout)}
${pulled ? trustRegionLossWgsl({ ...layout, projection: projection.projection, scaled: projection.scaled, covariancePart: specification.stateDependent }) : ''}
${headWgsl(specification)}
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
