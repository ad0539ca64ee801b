import * as m from '#words/train';
import { formatSignificant } from '../../components/format.ts';
import type { DivergedEvent } from '../../trainer/events.ts';
import type { Trouble } from '../../training/troubles.ts';

const number = (value: number) => formatSignificant(value, 3);

/** What happened, since when, in which quantity: the rest of a sentence about a run. `seed` where a run has several. */
export function troubleSentence(trouble: Trouble, several: boolean): string {
  const { quantity, value, before, lastGood, seed } = trouble;
  const told = {
    iteration: several ? m.ofSeed({ iteration: trouble.iteration, seed }) : trouble.iteration,
    value: number(value),
    before: number(before),
  };
  switch (quantity) {
    // not words: the names of quantities
    case 'policy loss':
      return m.policyLossExploded(told);
    // not words: the names of quantities
    case 'value loss':
      return m.valueLossExploded(told);
    case 'entropy':
      return value < before ? m.entropyCollapsed(told) : m.entropyRanAway(told);
    case 'return':
      return m.returnLost({ ...told, lastGood });
  }
}

/** A few words for a mark on a chart. */
export function troubleMark({ quantity, value, before }: Trouble): string {
  if (quantity === 'return') return m.markReturn();
  if (quantity === 'entropy') return value < before ? m.markCollapsed() : m.markRanAway();
  // not words: the names of quantities
  return quantity === 'policy loss' ? m.markPolicyLoss() : m.markValueLoss();
}

/** The last iteration at which all was well, 0 if there was none. */
export function lastGoodIteration(troubles: readonly Trouble[], diverged: readonly DivergedEvent[]): number {
  return Math.min(
    ...troubles.map(({ lastGood }) => lastGood),
    ...diverged.map(({ iteration }) => iteration - 1),
  );
}
