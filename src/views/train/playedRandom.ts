import type { RunConfiguration } from '../../experiments/fields.ts';
import { createRandom, type Random } from '../../random/random.ts';

/** The random numbers of the episodes that a seed plays on the page; the run never sees them. */
export function playedRandom({ seeds }: Pick<RunConfiguration, 'seeds'>, member: number): Random {
  // not words: the name of a random stream
  return createRandom(seeds[member] ?? seeds[0]!).fork('played on the page');
}
