import type { IterationFacts } from './iterationFacts.ts';

/** States of a member's iterations so far, and those of them beyond a bound. */
export interface ViolationCounts {
  readonly states: number;
  readonly proposed: number;
  /** `null` without a layer. */
  readonly projected: number | null;
}

/** The counts after an iteration over so many states (docs/mathematics.md §8.6). */
export function addViolations(
  before: ViolationCounts,
  { proposed, projected }: Pick<IterationFacts, 'proposed' | 'projected'>,
  states: number,
): ViolationCounts {
  return {
    states: before.states + states,
    proposed: before.proposed + Math.round(proposed.beyond * states),
    projected:
      before.projected === null ? null : before.projected + Math.round((projected?.beyond ?? 0) * states),
  };
}
