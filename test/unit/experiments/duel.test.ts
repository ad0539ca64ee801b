import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { methodsOn } from '../../../src/experiments/comparison/methods.ts';
import { TASK_TERMS } from '../../../src/experiments/comparison/tasks.ts';
import { asMethod, duelBetween, duelOn, methodOf, rivalFor } from '../../../src/experiments/duel.ts';
import { DEFAULT_RUN } from '../../../src/experiments/fields.ts';
import { layerSettings } from '../../../src/experiments/layers.ts';
import { settingDifferences } from '../../../src/experiments/names.ts';
import { presetConfiguration } from '../../../src/experiments/presets.ts';
import { anyConfiguration } from './arbitraries.ts';

/** Terms, and two methods that their task has. */
const anyPairing = anyConfiguration.chain((terms) => {
  const method = fc.constantFrom(...methodsOn(terms.environment));
  return fc.tuple(fc.constant(terms), method, method);
});

describe('a duel', () => {
  it('is between two methods on the same terms', () => {
    fc.assert(
      fc.property(anyPairing, ([terms, one, other]) => {
        const { run, rival } = duelBetween(terms, one, other);
        expect([methodOf(run), methodOf(rival)]).toEqual([one, other]);
        const own = new Set(
          [one, other].flatMap((id) => Object.keys(TASK_TERMS[terms.environment].settings?.[id] ?? {})),
        );
        for (const { name } of settingDifferences(run, rival))
          expect(['algorithm', ...Object.keys(layerSettings('kl', terms.environment)), ...own]).toContain(
            name,
          );
      }),
    );
  });

  it('gives a method what it needs on a task, and takes it back', () => {
    const ppo = asMethod(DEFAULT_RUN, 'ppo', 'kl');
    expect(ppo).toEqual({ ...DEFAULT_RUN, algorithm: 'ppo', learningRate: 5e-4 });
    expect(asMethod(ppo, 'kl', 'kl')).toEqual(DEFAULT_RUN);
    const slow = { ...ppo, learningRate: 1e-4 };
    expect(asMethod(slow, 'pg', 'kl').learningRate).toBe(1e-4);
  });

  it('measures whoever has no layer in the metric of the other', () => {
    expect(duelBetween(DEFAULT_RUN, 'frobenius', 'pg').rival.projection).toBe('frobenius');
    expect(duelBetween(DEFAULT_RUN, 'trpo', 'w2').run.projection).toBe('w2');
    expect(duelBetween(DEFAULT_RUN, 'trpo', 'pg').run.projection).toBe('kl');
  });

  it('is held against PPO, or against the layer where the run has none', () => {
    expect(methodOf(rivalFor(DEFAULT_RUN, null))).toBe('ppo');
    expect(methodOf(rivalFor({ ...DEFAULT_RUN, projection: 'w2' }, null))).toBe('ppo');
    expect(rivalFor({ ...DEFAULT_RUN, projection: 'w2' }, null).projection).toBe('w2');
    expect(methodOf(rivalFor({ ...DEFAULT_RUN, algorithm: 'pg' }, null))).toBe('kl');
  });

  it('goes to another task whole', () => {
    const terms = { ...DEFAULT_RUN, seeds: [7], meanBound: 0.5 };
    const duel = duelOn('point-mass', duelBetween(terms, 'w2', 'ppo'));
    expect(duel.run).toMatchObject({
      environment: 'point-mass',
      seeds: [7],
      projection: 'w2',
      meanBound: 0.03,
    });
    expect(duel.rival).toMatchObject({ environment: 'point-mass', seeds: [7], algorithm: 'ppo' });
    expect(duel.rival.learningRate).toBe(presetConfiguration('point-mass').learningRate);
  });

  it('takes another method where a task has not the one that was asked for', () => {
    const duel = duelOn('cart-pole-balance', duelBetween(DEFAULT_RUN, 'w2', 'ppo'));
    expect([methodOf(duel.run), methodOf(duel.rival)]).toEqual(['kl', 'ppo']);
    const layers = duelOn('cart-pole-balance', duelBetween(DEFAULT_RUN, 'frobenius', 'w2'));
    expect([methodOf(layers.run), methodOf(layers.rival)]).toEqual(['kl', 'euclidean']);
    const back = duelOn('pendulum', layers);
    expect([methodOf(back.run), methodOf(back.rival)]).toEqual(['kl', 'w2']);
    const w2 = { ...DEFAULT_RUN, projection: 'w2' as const };
    const discrete = presetConfiguration('cart-pole-balance');
    expect(methodOf(rivalFor({ ...discrete, algorithm: 'trpo' }, w2))).toBe('kl');
  });

  it('measures in the metric of the other over discrete actions too', () => {
    const discrete = presetConfiguration('cart-pole-balance');
    const { run, rival } = duelBetween(discrete, 'euclidean', 'pg');
    expect(run).toEqual({ ...discrete, categoricalProjection: 'euclidean' });
    expect(rival).toEqual({ ...discrete, algorithm: 'pg', categoricalProjection: 'euclidean' });
  });

  it('sets a run from elsewhere beside the other: its seeds, and on another task its method alone', () => {
    const ppo = { ...DEFAULT_RUN, algorithm: 'ppo' as const, seeds: [4], meanBound: 0.2 };
    expect(rivalFor(DEFAULT_RUN, ppo)).toEqual({ ...ppo, seeds: [1] });
    expect(rivalFor({ ...DEFAULT_RUN, seeds: [4] }, ppo)).toBe(ppo);
    const elsewhere = rivalFor(presetConfiguration('point-mass'), ppo);
    expect(elsewhere).toEqual({ ...presetConfiguration('point-mass'), algorithm: 'ppo' });
  });
});
