import type { Random } from '../random/random.ts';

/** Added to the standard deviation of the advantages, so that equal advantages give zeros, not NaN. */
const DEVIATION_FLOOR = 1e-8;

/** Shuffles `order` in place (Fisher–Yates). */
export function shuffle(order: Int32Array, random: Random): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    const kept = order[i]!;
    order[i] = order[j]!;
    order[j] = kept;
  }
}

/**
 * Cuts `total` rows into minibatches of about `size`: as many as needed so that none is larger, all as equal
 * as they can be, so that no leftover of two rows gets a step (and an advantage normalisation) of its own.
 */
export function minibatchRanges(total: number, size: number): { start: number; count: number }[] {
  const pieces = Math.ceil(total / size);
  return Array.from({ length: pieces }, (_, piece) => {
    const start = Math.floor((piece * total) / pieces);
    return { start, count: Math.floor(((piece + 1) * total) / pieces) - start };
  });
}

/**
 * (A − mean)/(standard deviation + 1e-8) over `count` advantages from `offset`, in place; the standard
 * deviation is the sample's (n − 1). See docs/mathematics.md §8.5.
 */
export function normaliseAdvantages(advantage: Float32Array, offset: number, count: number): void {
  if (count < 2) return;
  let mean = 0;
  for (let i = offset; i < offset + count; i++) mean += advantage[i]! / count;
  let squares = 0;
  for (let i = offset; i < offset + count; i++) {
    const difference = advantage[i]! - mean;
    squares += difference * difference;
  }
  const deviation = Math.sqrt(squares / (count - 1)) + DEVIATION_FLOOR;
  for (let i = offset; i < offset + count; i++) advantage[i] = (advantage[i]! - mean) / deviation;
}
