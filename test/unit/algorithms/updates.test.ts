import { describe, expect, it } from 'vitest';
import type { Algorithm, PolicyUpdate } from '../../../src/algorithms/algorithm.ts';
import { algorithmOf } from '../../../src/algorithms/algorithmOf.ts';
import { takeEpochs } from '../../../src/algorithms/epochs.ts';
import { ALGORITHMS } from '../../../src/algorithms/registry.ts';
import { EngineFailure } from '../../../src/engines/engine.ts';
import { DEFAULT_RUN, type RunConfiguration } from '../../../src/experiments/fields.ts';

/** An iteration whose mean KL after each epoch is given, and what was done in it. */
function iteration(kls: readonly number[], settings: Partial<RunConfiguration> = {}) {
  const done: string[] = [];
  let epoch = 0;
  const given = {
    settings: { ...DEFAULT_RUN, ...settings },
    epochs: kls.length,
    epoch: async () => {
      epoch++;
      done.push('epoch');
    },
    evaluate: async (direction: string) => {
      done.push(direction);
      return { kl: Float64Array.of(kls[epoch - 1]!), surrogate: Float64Array.of(0) };
    },
    engine: {
      id: 'webgpu',
      curvature: null,
      policyParameters: async () => Float32Array.of(epoch),
      setPolicyParameters: () => done.push('set'),
    },
    wholeBatch: () => ({ count: 1, rows: Int32Array.of(0), advantage: Float32Array.of(0) }),
    requireFinite: () => {},
  };
  return { given: given as unknown as PolicyUpdate<RunConfiguration>, done };
}

const update = (algorithm: string, kls: readonly number[], settings: Partial<RunConfiguration> = {}) => {
  const { given, done } = iteration(kls, settings);
  return { report: (algorithmOf({ algorithm }) as Algorithm).update(given), done };
};

describe('takeEpochs', () => {
  it('takes all and judges none without a stop', async () => {
    const { given, done } = iteration([9, 9, 9]);
    expect(await takeEpochs(given)).toBe(3);
    expect(done).toEqual(['epoch', 'epoch', 'epoch']);
  });

  it('ends after the first epoch whose KL is beyond the stop, never at it', async () => {
    const { given, done } = iteration([0.1, 0.2, 0.3, 0.4]);
    expect(await takeEpochs(given, 0.2)).toBe(3);
    expect(done).toEqual(['epoch', 'now-old', 'epoch', 'now-old', 'epoch', 'now-old']);
  });

  it('does not judge the last, after which nothing is left to stop', async () => {
    const { given, done } = iteration([0.1, 0.9]);
    expect(await takeEpochs(given, 0.2)).toBe(2);
    expect(done).toEqual(['epoch', 'now-old', 'epoch']);
  });
});

describe('updates of the policy', () => {
  it('stop at a KL with PPO and PAPI alone', async () => {
    const stopped = { klStop: 0.2, averageKlBound: 1 };
    for (const [algorithm, epochs] of Object.entries({ ppo: 1, papi: 1, trpl: 3, pg: 3 })) {
      const { report } = update(algorithm, [0.5, 0.6, 0.7], stopped);
      expect((await report).epochs, algorithm).toBe(epochs);
    }
  });

  it('of PAPI leave a policy inside the ball as it is', async () => {
    const { report, done } = update('papi', [0.5, 0.009], { averageKlBound: 0.01 });
    expect(await report).toEqual({ epochs: 2, stepShare: 1 });
    expect(done).toEqual(['epoch', 'epoch', 'now-old']);
  });

  it('tell no share of a step where all of it is taken', async () => {
    for (const algorithm of ['trpl', 'ppo', 'pg']) {
      expect(await update(algorithm, [0, 0]).report).toEqual({ epochs: 2, stepShare: null });
    }
  });

  it('of TRPO need second-order information', async () => {
    await expect(update('trpo', [0]).report).rejects.toThrow(EngineFailure);
  });
});

describe('algorithms', () => {
  it('train members apart where these may do different things', () => {
    const apart = (settings: Partial<RunConfiguration>) =>
      ALGORITHMS.filter((one) => one.trainsAlone({ ...DEFAULT_RUN, ...settings })).map(({ id }) => id);
    expect(apart({})).toEqual(['trpo', 'papi']);
    expect(apart({ klStop: 0.1 })).toEqual(['ppo', 'trpo', 'papi']);
  });

  it('differ in id, label, and the names and keys of their own settings', () => {
    const fields = [...new Set(ALGORITHMS.flatMap<object>(({ fields: own }) => [...own]))] as {
      readonly name: string;
      readonly key: string;
    }[];
    for (const names of [
      ALGORITHMS.map(({ id }) => id),
      ALGORITHMS.map(({ label }) => label),
      fields.map(({ name }) => name),
      fields.map(({ key }) => key),
    ]) {
      expect(new Set<string>(names).size).toBe(names.length);
    }
  });

  it('have a look of their own, or that of their layer', () => {
    for (const { id, look, layer } of ALGORITHMS) expect(look === null, id).toBe(layer !== null);
  });
});
