/** Most gradient steps that are recorded of the first epoch, and of the epochs after it. */
const FIRST_EPOCH = 36;
const LATER = 24;

/**
 * Which gradient steps of an update are worth a look, as numbers from 1: those of the first epoch, then the last of
 * every other; evenly thinned where there are too many, always with the last of what is thinned.
 * @param minibatches steps of an epoch
 */
export function recordedSteps(minibatches: number, epochs: number): ReadonlySet<number> {
  const first = thinned(minibatches, FIRST_EPOCH);
  const later = thinned(Math.max(0, epochs - 1), LATER).map((epoch) => (epoch + 1) * minibatches);
  return new Set(epochs > 0 ? [...first, ...later] : []);
}

/** At most `most` of the numbers 1 … count, as evenly as may be, the last among them. */
function thinned(count: number, most: number): number[] {
  const kept = Math.min(count, most);
  return Array.from({ length: kept }, (_, i) => Math.ceil(((i + 1) * count) / kept));
}
