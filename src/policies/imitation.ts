import { exp, log } from 'trust-region-layers/elementary';
import type { FloatArray } from 'trust-region-layers/gaussian';
import type { Examples } from '../environments/environment.ts';
import type { Random } from '../random/random.ts';
import { createNetworkGradient, type NetworkGradient } from './networkGradient.ts';
import type { NetworkShape } from './types.ts';

/** Examples in a step, and Adam's constants: as usual for supervised learning of a network as small as these. */
const MINIBATCH = 32;
const ADAM = { rate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

/**
 * Mean cross-entropy −ln π(action | observation) of the examples `rows` in nats, π the softmax of the network's output;
 * ∂L/∂parameters is written to `gradient`. See docs/mathematics.md §10.5.
 */
export function crossEntropy(
  network: NetworkGradient,
  parameters: FloatArray,
  { observation, action }: Examples,
  rows: ArrayLike<number>,
  gradient: Float64Array,
): number {
  gradient.fill(0);
  let loss = 0;
  for (let n = 0; n < rows.length; n++) {
    const row = rows[n]!;
    const logits = network.forward(parameters, observation, row);
    // The output is the network's own memory; its gradient takes its place.
    loss += softmaxLoss(logits, action[row]!, 1 / rows.length);
    network.backward(parameters, logits, gradient);
  }
  return loss / rows.length;
}

/** −ln softmax(logits)[action]; the logits become weight · (softmax(logits) − onehot(action)), its gradient. */
function softmaxLoss(logits: Float64Array, action: number, weight: number): number {
  let largest = -Infinity;
  for (const logit of logits) largest = Math.max(largest, logit);
  const own = logits[action]! - largest;
  let sum = 0;
  for (let j = 0; j < logits.length; j++) {
    logits[j] = exp(logits[j]! - largest);
    sum += logits[j]!;
  }
  for (let j = 0; j < logits.length; j++) logits[j] = (weight * logits[j]!) / sum;
  logits[action]! -= weight;
  return log(sum) - own;
}

/**
 * Teaches a policy over n actions to do as the examples do: Adam on the cross-entropy of minibatches, drawn with replacement.
 * Changes `parameters`, whose first numbers are the network's; yields the loss of every step before it is taken, so that whoever drives it can look up in
 * between. A function of its arguments to the last bit, on every machine.
 */
export function* imitate(
  shape: NetworkShape,
  parameters: Float64Array,
  examples: Examples,
  steps: number,
  random: Random,
): Generator<number, void, undefined> {
  const network = createNetworkGradient(shape);
  const gradient = new Float64Array(network.parameterCount);
  const moment1 = new Float64Array(network.parameterCount);
  const moment2 = new Float64Array(network.parameterCount);
  const rows = new Int32Array(MINIBATCH);
  const { rate, beta1, beta2, epsilon } = ADAM;
  let decay1 = 1;
  let decay2 = 1;
  for (let step = 0; step < steps; step++) {
    for (let n = 0; n < MINIBATCH; n++) rows[n] = random.integer(examples.count);
    yield crossEntropy(network, parameters, examples, rows, gradient);
    decay1 *= beta1;
    decay2 *= beta2;
    for (let i = 0; i < gradient.length; i++) {
      const g = gradient[i]!;
      moment1[i] = beta1 * moment1[i]! + (1 - beta1) * g;
      moment2[i] = beta2 * moment2[i]! + (1 - beta2) * g * g;
      const length = Math.sqrt(moment2[i]! / (1 - decay2)) + epsilon;
      parameters[i]! -= (rate * moment1[i]!) / (1 - decay1) / length;
    }
  }
}
