import { formatShare } from '../../../components/axisTicks.ts';
import { formatFixed } from '../../../components/format.ts';
import { methodName } from '../../../components/runMethod.ts';
import { formatBounds } from '../../../components/valueAxis.ts';
import type { RunConfiguration } from '../../../experiments/fields.ts';
import type { PromiseHistory, PromiseRecord } from '../../../store/promiseHistory.ts';
import type { TrainRun } from '../../../store/trainRun.ts';

/** What the sentences are made from. */
export type DuelledRun = Pick<TrainRun, 'configuration' | 'finished' | 'failure' | 'diverged'> & {
  readonly feed: { readonly promise: PromiseHistory };
};

/** What was seen in a duel that is over, from the numbers of its runs. */
export function duelResult(run: DuelledRun, rival: DuelledRun): readonly string[] {
  const names = namesOf(run.configuration, rival.configuration);
  const both = [
    { name: names[1], of: rival },
    { name: names[0], of: run },
  ];
  return [...both.flatMap(({ name, of }) => promiseSentence(name, of)), returnSentence(both)].filter(
    (sentence) => sentence !== '',
  );
}

/** The methods, told apart where they are the same. */
export function namesOf(run: RunConfiguration, rival: RunConfiguration): readonly [string, string] {
  const names = [methodName(run), methodName(rival)] as const;
  return names[0] === names[1] ? [`${names[0]} (right)`, `${names[1]} (left)`] : names;
}

function promiseSentence(name: string, { feed, diverged, failure }: DuelledRun): string {
  const { proposed, projected } = feed.promise;
  if (failure !== null) return `${name} could not go on: ${failure}`;
  if (proposed.share === null) return `${name} has not finished an iteration.`;
  const end = diverged[0];
  const ended = end === undefined ? '' : ` Its numbers stopped being finite in iteration ${end.iteration}.`;
  if (projected.share === null) {
    const beyond =
      proposed.share === 0
        ? `${name} kept every state within the bound`
        : `${name} moved ${formatShare(proposed.share)} of all states beyond the bound${furthest(proposed)}`;
    return `${beyond}.${ended}`;
  }
  const kept =
    projected.share === 0
      ? `${name} kept every state within the bound after projection`
      : `${name} had ${formatShare(projected.share)} of all states beyond the bound after projection`;
  const network =
    proposed.share === 0
      ? 'the network that acts stayed within as well'
      : `the network that acts, only pulled towards it, went beyond in ${formatShare(proposed.share)}${furthest(proposed)}`;
  return `${kept}; ${network}.${ended}`;
}

function furthest({ worst }: PromiseRecord): string {
  return worst === null || !(worst.distance > 1)
    ? ''
    : `, at worst ${formatBounds(worst.distance)} as far as allowed (iteration ${worst.iteration})`;
}

function returnSentence(both: readonly { readonly name: string; readonly of: DuelledRun }[]): string {
  const texts = both.flatMap(({ name, of: { finished } }) => {
    const known = (finished?.finalReturn ?? []).filter((value) => value !== null);
    if (known.length === 0) return [];
    return `${name} ${formatFixed(known.reduce((sum, value) => sum + value, 0) / known.length, 0)}`;
  });
  return texts.length === 0 ? '' : `Return of the last 64 episodes: ${texts.join(', ')}.`;
}
