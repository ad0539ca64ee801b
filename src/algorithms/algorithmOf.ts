import type { Algorithm } from './algorithm.ts';
import { ALGORITHMS } from './registry.ts';

/** The algorithm of a run. */
export function algorithmOf({ algorithm }: { readonly algorithm: string }): Algorithm {
  return (ALGORITHMS as readonly Algorithm[]).find(({ id }) => id === algorithm)!;
}
