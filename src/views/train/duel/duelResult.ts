import * as m from '#words/duel';
import { formatShare } from '../../../components/axisTicks.ts';
import { formatReturn } from '../../../components/format.ts';
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
  return names[0] === names[1]
    ? [m.nameRight({ method: names[0] }), m.nameLeft({ method: names[1] })]
    : names;
}

function promiseSentence(method: string, { feed, diverged, failure }: DuelledRun): string {
  const { proposed, projected } = feed.promise;
  if (failure !== null) return m.couldNotGoOn({ method, why: failure });
  if (proposed.share === null) return m.noIteration({ method });
  const end = diverged[0];
  const ended = end === undefined ? '' : ` ${m.numbersBroke({ iteration: end.iteration })}`;
  const share = formatShare(proposed.share);
  const worst = furthest(proposed);
  if (projected.share === null) {
    const moved = proposed.share === 0 ? m.keptAll({ method }) : m.moved({ method, share, worst });
    return `${moved}${ended}`;
  }
  const network = proposed.share === 0 ? m.networkKept() : m.networkBroke({ share, worst });
  const kept =
    projected.share === 0
      ? m.projectionKept({ method, network })
      : m.projectionBroke({ method, share: formatShare(projected.share), network });
  return `${kept}${ended}`;
}

function furthest({ worst }: PromiseRecord): string {
  return worst === null || !(worst.distance > 1)
    ? ''
    : m.worst({ times: formatBounds(worst.distance), iteration: worst.iteration });
}

function returnSentence(both: readonly { readonly name: string; readonly of: DuelledRun }[]): string {
  const texts = both.flatMap(({ name, of: { finished } }) => {
    const known = (finished?.finalReturn ?? []).filter((value) => value !== null);
    if (known.length === 0) return [];
    return `${name} ${formatReturn(known.reduce((sum, value) => sum + value, 0) / known.length, 0)}`;
  });
  return texts.length === 0 ? '' : m.lastReturns({ returns: texts.join(', ') });
}
