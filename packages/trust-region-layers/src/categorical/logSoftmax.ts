import { exp } from '../elementary/exponential.ts';
import { log } from '../elementary/logarithm.ts';
import type { FloatArray } from '../gaussian/types.ts';

/**
 * ln softmax of n logits, shifted by the largest, −Infinity staying −Infinity (docs/mathematics.md §15.1).
 * @throws {RangeError} for NaN, +Infinity, or no action left, naming the state
 */
export function logSoftmax(
  logits: FloatArray,
  at: number,
  actions: number,
  out: FloatArray,
  outAt: number,
  name: string,
  state: number,
): void {
  let largest = -Infinity;
  for (let i = 0; i < actions; i++) {
    const value = logits[at + i]!;
    if (!(value < Infinity)) {
      throw new RangeError(
        `${name} of state ${state} holds ${value}, expected finite numbers, or −Infinity for a forbidden action`,
      );
    }
    if (value > largest) largest = value;
  }
  if (largest === -Infinity) throw new RangeError(`${name} of state ${state} forbid every action`);
  let sum = 0;
  for (let i = 0; i < actions; i++) sum += exp(logits[at + i]! - largest);
  const shift = log(sum);
  for (let i = 0; i < actions; i++) out[outAt + i] = logits[at + i]! - largest - shift;
}

/** H = −Σ π ln π in nats, an action without probability counting nothing (docs/mathematics.md §15.1). */
export function categoricalEntropy(logProbabilities: FloatArray, at: number, actions: number): number {
  let sum = 0;
  for (let i = 0; i < actions; i++) {
    const value = logProbabilities[at + i]!;
    if (value !== -Infinity) sum -= exp(value) * value;
  }
  return sum;
}
