import {
  type CategoricalSpecification,
  categoricalTrustRegionLossWgsl,
  categoricalWgsl,
  f32,
  softmaxWgsl,
} from 'trust-region-layers/wgsl';
import type { ObjectiveSpecification } from '../../policies/objective.ts';
import { POLICY_LOSSES } from './kernels.ts';
import { surrogateWgsl } from './surrogateWgsl.ts';

/** An objective of categorical policies. */
export interface CategoricalObjectiveSpecification extends ObjectiveSpecification {
  readonly projection: CategoricalSpecification | null;
}

/**
 * The policy objective of one row of logits as a kernel (docs/mathematics.md §15.11), the twin of `createPolicyObjective`
 * for categorical policies: softmax, layer, log-probability of the action, loss, and back. Reads `raw` and the blocks of
 * `batch` (an action is its index, the old mean its log-probabilities, the mean bound ε); writes a row of gradient and losses.
 */
export function categoricalObjectiveWgsl(
  specification: CategoricalObjectiveSpecification,
  members: number,
): string {
  const {
    actionSize: actions,
    projection: layer,
    trustRegionCoefficient,
    entropyCoefficient,
  } = specification;
  const stride = actions + POLICY_LOSSES;
  const pulled = layer !== null && trustRegionCoefficient !== 0;
  return /* wgsl */ `
${layer ? categoricalWgsl(layer) : softmaxWgsl(actions)}
${pulled ? categoricalTrustRegionLossWgsl(layer) : ''}
${surrogateWgsl(specification)}

fn main(row: i32) {
  if (row >= ${members} * uniforms.rows) { return; }
  let member = row / uniforms.rows;

  var logits: Row;
  var diverged = false;
  for (var i = 0; i < N; i++) {
    logits[i] = raw[row * N + i];
    // So large a logit would be taken for a forbidden action; a network that says so, or no number at all, has diverged.
    diverged = diverged || !(abs(logits[i]) < 1e29);
  }
  let action = i32(batch[uniforms.actionAt + row]);
${
  layer
    ? /* wgsl */ `
  var old: Row;
  for (var i = 0; i < N; i++) { old[i] = batch[uniforms.oldMeanAt + row * N + i]; }
  let layer = projectForward(logits, old, batch[uniforms.meanBoundAt + member], batch[uniforms.entropyFloorAt + member]);
  let projected = layer.logProbabilities;`
    : /* wgsl */ `
  let projected = logSoftmax(logits);`
}

  let logRatio = projected[action] - batch[uniforms.oldLogProbabilityAt + row];
  let surrogate = surrogateLoss(logRatio, batch[uniforms.advantageAt + row]);
  var upstream: Row;
  upstream[action] = surrogate.slope;
  var entropyLoss = 0.0;
${
  entropyCoefficient === 0
    ? ''
    : /* wgsl */ `
  let entropy = entropyOf(projected);
  entropyLoss = -${f32(entropyCoefficient)} * entropy;
  for (var i = 0; i < N; i++) {
    // Up to what a softmax does not see: a multiple of the probabilities.
    if (!isForbidden(projected[i])) { upstream[i] += ${f32(entropyCoefficient)} * exp(projected[i]) * (projected[i] + entropy); }
  }`
}
  var gradient = ${layer ? 'projectBackward(layer, old, upstream)' : 'throughSoftmax(projected, upstream)'};
  var pull = 0.0;
${
  pulled
    ? /* wgsl */ `
  pull = ${f32(trustRegionCoefficient)} * trustRegionLoss(layer.proposed, projected);
  let pullGradient = trustRegionLossGradient(layer.proposed, projected);
  for (var i = 0; i < N; i++) { gradient[i] += ${f32(trustRegionCoefficient)} * pullGradient[i]; }`
    : ''
}

  // A gradient in logits sums to zero. Where one action is nearly sure its own entry is a small difference of large
  // numbers, and what the others leave is exact.
  var sure = 0;
  var others = 0.0;
  for (var i = 1; i < N; i++) { if (logits[i] > logits[sure]) { sure = i; } }
  for (var i = 0; i < N; i++) { if (i != sure) { others += gradient[i]; } }
  gradient[sure] = -others;

  // Not a number, in bits that no compiler works out beforehand.
  let nothing = bitcast<f32>(0x7fc00000u | u32(row));
  let out = row * ${stride};
  for (var i = 0; i < N; i++) { result[out + i] = select(gradient[i], nothing, diverged); }
  result[out + N] = select(surrogate.loss, nothing, diverged);
  result[out + N + 1] = select(pull, nothing, diverged);
  result[out + N + 2] = select(entropyLoss, nothing, diverged);
}
`;
}
