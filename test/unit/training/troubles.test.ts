import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { environmentById } from '../../../src/environments/environmentById.ts';
import { DEFAULT_RUN } from '../../../src/experiments/fields.ts';
import type { IterationSummary } from '../../../src/trainer/events.ts';
import type { IterationMetrics } from '../../../src/trainer/metrics.ts';
import { type Trouble, TroubleWatch } from '../../../src/training/troubles.ts';
import { runToEnd } from '../../support/runs.ts';
import { metrics } from '../../support/trainEvents.ts';
import {
  metricsOfRow,
  RECKLESS_RUNS,
  SOUND_RUNS,
  type TroubleRun,
  troubleRow,
  troubleRunConfiguration,
} from '../../support/troubleRuns.ts';

const RECORDED = JSON.parse(
  readFileSync(new URL('../../fixtures/troubleRuns.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, readonly (number | null)[][]>>;

const summary = (iteration: number, all: readonly IterationMetrics[]): IterationSummary => ({
  ...{ iteration, steps: 100 * iteration, seconds: iteration },
  members: all.map((one, index) => ({ seed: index + 1, iteration, metrics: one })),
});

function watchRecorded(run: TroubleRun): readonly Trouble[] {
  const configuration = troubleRunConfiguration(run);
  const { actionSpace } = environmentById(configuration.environment);
  const watch = new TroubleWatch(configuration, actionSpace);
  return RECORDED[run.name]!.flatMap((row, index) => watch.see(summary(index + 1, [metricsOfRow(row)])));
}

describe('on recorded runs the watch', () => {
  it.each(SOUND_RUNS)('is silent about $name', (run) => {
    expect(watchRecorded(run)).toEqual([]);
  });

  it('says of reckless ones what went wrong, and first when', () => {
    const said = Object.fromEntries(
      RECKLESS_RUNS.map((run) => [
        run.name,
        watchRecorded(run).map(({ quantity, iteration, lastGood }) => [quantity, iteration, lastGood]),
      ]),
    );
    expect(said).toEqual({
      'pendulum pg 0.01': [['entropy', 17, 3]],
      'pendulum pg 0.03': [['entropy', 1, 0]],
      'pendulum pg 0.1': [['entropy', 3, 2]],
      'pendulum ppo 0.01': [
        ['entropy', 29, 27],
        ['return', 31, 27],
      ],
      'point-mass pg 0.01': [['policy loss', 8, 7]],
    });
  });

  it('reads what such a run says today', async () => {
    const run = RECKLESS_RUNS[1]!;
    const configuration = { ...troubleRunConfiguration(run), steps: 2 * 2048 };
    const { iterations } = await runToEnd(configuration, environmentById(configuration.environment));
    const rows = iterations.map(({ members }) => troubleRow(members[0]!.metrics));
    expect(rows).toEqual(RECORDED[run.name]!.slice(0, 2));
  });
});

describe('the watch', () => {
  const watch = () => new TroubleWatch(DEFAULT_RUN, environmentById('pendulum').actionSpace);
  const calm = (changes: Partial<IterationMetrics> = {}) => ({
    ...metrics(-100),
    ...{ episodes: 40, policy_loss: -0.01, value_loss: 1, entropy: 1.4 },
    ...changes,
  });
  /** What it says of these iterations of one seed. */
  const said = (all: readonly IterationMetrics[]) => {
    const one = watch();
    return all.flatMap((each, index) => one.see(summary(index + 1, [each])));
  };

  it('names a policy loss whose ratios are out of proportion, in any iteration', () => {
    expect(said([calm({ policy_loss: -11 })])).toEqual([
      {
        ...{ kind: 'loss', seed: 1, iteration: 1, steps: 100, quantity: 'policy loss' },
        ...{ value: -11, before: 10, lastGood: 0 },
      },
    ]);
  });

  it('names a value loss ten times all before it, unless the return is at its best', () => {
    const before = Array.from({ length: 8 }, (_, i) => calm({ episodic_return: i % 2 ? -100 : -101 }));
    const worse = calm({ episodic_return: -150, value_loss: 10.5 });
    expect(said([...before, worse])).toMatchObject([
      { quantity: 'value loss', iteration: 9, value: 10.5, before: 1, lastGood: 8 },
    ]);
    expect(said([...before, calm({ episodic_return: -50, value_loss: 10.5 })])).toEqual([]);
    expect(said([...before.slice(0, 3), worse])).toEqual([]);
  });

  it('names an entropy that collapses or runs away, with where it was well; not of who acts as well as ever', () => {
    const falling = (episodic_return: number) =>
      [1.4, 0.2, -1.2, -2.5, -3.5].map((entropy, i) =>
        calm({ entropy, episodic_return: episodic_return * i - 100 }),
      );
    expect(said(falling(-10))).toMatchObject([{ kind: 'entropy', iteration: 5, lastGood: 2 }]);
    expect(said(falling(+10))).toEqual([]);
    const rising = [1.4, 2, 3.5, 4.6].map((entropy, i) => calm({ entropy, episodic_return: -100 - 10 * i }));
    expect(said(rising)).toMatchObject([{ kind: 'entropy', iteration: 4, value: 4.6, lastGood: 2 }]);
  });

  it('names a choice among actions that is made up everywhere, with where it was half open', () => {
    const closing = (episodic_return: number) => {
      const one = new TroubleWatch(DEFAULT_RUN, { kind: 'discrete', size: 3, labels: ['a', 'b', 'c'] });
      return [1.09, 0.6, 0.12, 0.05, 0.012, 0.01].flatMap((entropy, i) =>
        one.see(summary(i + 1, [calm({ entropy, episodic_return: episodic_return * i - 100 })])),
      );
    };
    expect(closing(-10)).toMatchObject([
      { kind: 'entropy', iteration: 6, value: 0.01, before: Math.log(3), lastGood: 3 },
    ]);
    expect(closing(+10)).toEqual([]);
  });

  it('names a return that was learned and is lost, not one that only wanders', () => {
    const returns = (all: readonly number[]) => said(all.map((episodic_return) => calm({ episodic_return })));
    expect(returns([-1000, -980, -990, -950, -900, -860, -800, -810, -780, -850, -960, -990])).toMatchObject([
      { kind: 'return', iteration: 11, value: -960, before: -780, lastGood: 9 },
    ]);
    expect(returns([-1000, -900, -1000, -950, -1050, -900, -1000, -1100])).toEqual([]);
  });

  it('says every kind once a seed, and nothing of a seed that has ended', () => {
    const one = watch();
    const bad = calm({ policy_loss: 50 });
    const both = summary(1, [bad, calm()]);
    expect(one.see(both).map(({ seed }) => seed)).toEqual([1]);
    expect(one.see(summary(2, [bad, bad])).map(({ seed }) => seed)).toEqual([2]);
    const ended = { ...summary(3, []), members: [{ seed: 3, iteration: 1, metrics: bad }] };
    expect(one.see(ended)).toEqual([]);
  });

  it('takes what is not finite as no news of its own', () => {
    const nothing = calm({ policy_loss: Number.NaN, value_loss: Number.NaN, entropy: Number.NaN });
    expect(said([calm(), nothing, calm()])).toEqual([]);
  });
});
