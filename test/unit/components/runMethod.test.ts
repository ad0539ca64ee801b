import { describe, expect, it } from 'vitest';
import { CATEGORICAL_METHODS } from '../../../src/components/categoricalMethods.ts';
import { PROJECTION_METHODS } from '../../../src/components/projectionMethods.ts';
import { methodLook, methodName, methodTitle, runLook } from '../../../src/components/runMethod.ts';
import { DEFAULT_RUN } from '../../../src/experiments/fields.ts';

const KL = { ...DEFAULT_RUN, algorithm: 'trpl', projection: 'kl' } as const;
const W2 = { ...KL, projection: 'w2' } as const;
const PPO = { ...W2, algorithm: 'ppo' } as const;

describe('the method of a run', () => {
  it('is the projection of its layer, else the algorithm', () => {
    expect(runLook(W2)).toBe(PROJECTION_METHODS.w2);
    expect(runLook(PPO)).toMatchObject({ name: 'PPO', colour: '--ppo', ink: '--ppo-ink' });
  });

  it('is the metric on the simplex where actions are discrete', () => {
    const run = { ...KL, environment: 'cart-pole-balance', categoricalProjection: 'euclidean' } as const;
    expect(runLook(run)).toBe(CATEGORICAL_METHODS.euclidean);
    expect([methodName(run), methodTitle('euclidean'), methodTitle('w2'), methodTitle('papi')]).toEqual([
      ...['TRPL, Euclidean', 'TRPL, Euclidean'],
      ...['TRPL, W2', 'PAPI'],
    ]);
    // Whatever the other kind's setting says.
    expect(methodName({ ...run, projection: 'w2', categoricalProjection: 'kl' })).toBe('TRPL, KL');
    expect(methodLook('kl').colour).toBe(runLook(KL).colour);
  });

  it('is said in words', () => {
    expect(methodName(KL)).toBe('TRPL, KL');
    expect(methodName(PPO)).toBe('PPO');
    expect(methodName({ ...PPO, algorithm: 'pg' })).toBe('Policy gradient');
  });
});
