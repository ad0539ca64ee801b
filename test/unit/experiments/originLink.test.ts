import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALGORITHM_IDS } from '../../../src/experiments/choices.ts';
import { DEFAULT_RUN } from '../../../src/experiments/fields.ts';
import { forkRefusal } from '../../../src/experiments/fork.ts';
import { DEFAULT_TRAIN, decodeLink, encodeLink, type TrainLink } from '../../../src/experiments/link.ts';
import { anyConfiguration } from './arbitraries.ts';

const BASE = { ...DEFAULT_RUN, seeds: [2] };
const PPO: TrainLink = {
  ...DEFAULT_TRAIN,
  configuration: { ...BASE, algorithm: 'ppo' },
  origin: { configuration: BASE, iteration: 41, origin: null },
};

const read = (link: string) => {
  const { state, notices } = decodeLink(link);
  if (state.view !== 'train') throw new TypeError('a link to Train');
  return { state, notices };
};

describe('a link to a run that goes on from another', () => {
  it('says in what the other differed, and the iteration', () => {
    const link = encodeLink({ ...PPO, at: 60 });
    expect(link).toBe('#/train?v=1&env=pendulum&alg=ppo&seeds=2&o.alg=trpl&o.at=41&at=60');
    expect(read(link)).toEqual({ state: { ...PPO, at: 60 }, notices: [] });
  });

  it('gives back a chain of any settings that can go on from one another', () => {
    fc.assert(
      fc.property(
        anyConfiguration,
        fc.constantFrom(...ALGORITHM_IDS),
        fc.constantFrom(...ALGORITHM_IDS),
        fc.uniqueArray(fc.integer({ min: 1, max: 50 }), { minLength: 2, maxLength: 2 }),
        (last, one, other, [a, b]) => {
          const first = { ...last, algorithm: one };
          const second = { ...last, algorithm: other };
          const [early, late] = [Math.min(a!, b!), Math.max(a!, b!)];
          fc.pre(forkRefusal(first, early, second) === null && forkRefusal(second, late, last) === null);
          const origin = {
            configuration: second,
            iteration: late,
            origin: { configuration: first, iteration: early, origin: null },
          };
          const state: TrainLink = { ...DEFAULT_TRAIN, configuration: last, origin };
          expect(read(encodeLink(state))).toEqual({ state, notices: [] });
        },
      ),
    );
  });

  it.each([
    [
      'o.at=x',
      'o.at must be a whole number from 1, the iteration after which the other run was left, got "x"; the run begins at its beginning.',
    ],
    [
      'o.at=0',
      'o.at must be a whole number from 1, the iteration after which the other run was left, got "0"; the run begins at its beginning.',
    ],
    [
      'o.alg=trpl',
      'The link has settings of a run that this one goes on from (o.…), but not the iteration after which it was left (o.at); they are ignored.',
    ],
    [
      'o.hid=8&o.at=5',
      'The run cannot go on from the other one and begins at its beginning: Hidden layers must stay 8, not 64, 64: the networks have this shape.',
    ],
    [
      'o.at=5&o.o.at=7',
      'The run cannot go on from the other one and begins at its beginning: The other run began at iteration 7 and cannot be left after 5.',
    ],
  ])('with %s opens without it, and says why', (query, notice) => {
    const { state, notices } = read(`#/train?v=1&env=pendulum&hid=64,64&seeds=1&${query}`);
    expect(notices).toEqual([notice]);
    expect(state.origin).toBeUndefined();
  });

  it('cannot show an iteration before it went on', () => {
    const { state, notices } = read('#/train?v=1&env=pendulum&alg=ppo&seeds=1&o.alg=trpl&o.at=5&at=3');
    expect(state.at).toBe(5);
    expect(notices).toEqual([expect.stringMatching(/^at must be from 5 to \d+/)]);
  });
});
