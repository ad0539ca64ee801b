import type { AlgorithmId } from '../algorithms/registry.ts';

/** What a reader compares first: a layer, the clip that most people use, and nothing at all. */
const FIRST: readonly AlgorithmId[] = ['trpl', 'ppo', 'pg'];

/** Algorithms, or what goes by them, in the order in which a page offers them; the others follow as they are listed. */
export function inReadingOrder<Item>(
  items: readonly Item[],
  algorithmOf: (item: Item) => AlgorithmId,
): Item[] {
  const rank = (item: Item) => {
    const index = FIRST.indexOf(algorithmOf(item));
    return index < 0 ? FIRST.length : index;
  };
  return [...items].sort((a, b) => rank(a) - rank(b));
}
