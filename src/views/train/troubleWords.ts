import { formatSignificant } from '../../components/format.ts';
import type { DivergedEvent } from '../../trainer/events.ts';
import type { Trouble } from '../../training/troubles.ts';

const number = (value: number) => formatSignificant(value, 3);

/** What happened, since when, in which quantity: the rest of a sentence about a run. `seed` where a run has several. */
export function troubleSentence(trouble: Trouble, several: boolean): string {
  const { quantity, iteration, value, before, lastGood, seed } = trouble;
  const when = `in iteration ${iteration}${several ? ` of seed ${seed}` : ''}`;
  switch (quantity) {
    case 'policy loss':
      return `the policy loss exploded ${when}: ${number(value)}, where more than ${before} says that the batch knows nothing of the policy any more.`;
    case 'value loss':
      return `the value loss exploded ${when}: ${number(value)}, after ${number(before)} at most in the iterations before.`;
    case 'entropy':
      return value < before
        ? `the entropy collapsed ${when}: ${number(value)} nats, from ${number(before)} at the beginning. The policy explores no more.`
        : `the entropy ran away ${when}: ${number(value)} nats, from ${number(before)} at the beginning. The policy is all noise.`;
    case 'return':
      return `what had been learned was lost ${when}: the mean return is ${number(value)}, after ${number(before)} at iteration ${lastGood}.`;
  }
}

/** A few words for a mark on a chart. */
export function troubleMark({ quantity, value, before }: Trouble): string {
  if (quantity === 'return') return 'return lost';
  if (quantity === 'entropy') return value < before ? 'entropy collapsed' : 'entropy ran away';
  return `${quantity} exploded`;
}

/** The last iteration at which all was well, 0 if there was none. */
export function lastGoodIteration(troubles: readonly Trouble[], diverged: readonly DivergedEvent[]): number {
  return Math.min(
    ...troubles.map(({ lastGood }) => lastGood),
    ...diverged.map(({ iteration }) => iteration - 1),
  );
}
