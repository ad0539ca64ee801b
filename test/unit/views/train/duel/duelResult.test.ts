import { describe, expect, it } from 'vitest';
import { asMethod } from '../../../../../src/experiments/duel.ts';
import { DEFAULT_RUN, type RunConfiguration } from '../../../../../src/experiments/fields.ts';
import { presetConfiguration } from '../../../../../src/experiments/presets.ts';
import { TrainFeed } from '../../../../../src/store/trainFeed.ts';
import type { FinishedEvent } from '../../../../../src/trainer/events.ts';
import { duelMarks, furthestMark } from '../../../../../src/views/train/duel/duelMarks.ts';
import { type DuelledRun, duelResult } from '../../../../../src/views/train/duel/duelResult.ts';
import { duelTerms } from '../../../../../src/views/train/duel/duelTerms.ts';
import { iterationEvent } from '../../../../support/trainEvents.ts';

/** A run whose iterations had these shares beyond the bound and these largest distances, 1 being the bound. */
function duelled(
  configuration: RunConfiguration,
  iterations: readonly { share: number; furthest: number; projected?: number }[],
  changes: Partial<DuelledRun> = {},
): DuelledRun {
  const { meanBound, covarianceBound } = configuration;
  const feed = new TrainFeed(1, { mean: meanBound, covariance: covarianceBound });
  for (const [index, { share, furthest, projected }] of iterations.entries()) {
    const event = iterationEvent(index + 1, [-200]);
    const member = event.members[0]!;
    feed.receive({
      ...event,
      members: [
        {
          ...member,
          metrics: {
            ...member.metrics,
            violations_proposed: share,
            violations_projected: projected ?? null,
          },
          densities: {
            first: new Uint8Array(),
            bins: new Uint8Array(),
            counts: new Uint16Array(),
            largest: Float64Array.of(
              ...[meanBound / 2, furthest * covarianceBound, 0],
              ...[meanBound, covarianceBound, 0],
            ),
          },
        },
      ],
    });
  }
  const finished = { finalReturn: [-170.4] } as unknown as FinishedEvent;
  return { configuration, feed, finished, failure: null, diverged: [], ...changes };
}

const PPO = asMethod(DEFAULT_RUN, 'ppo', 'kl');
const LAYER = duelled(DEFAULT_RUN, [
  { share: 0.1, furthest: 4, projected: 0 },
  { share: 0.3, furthest: 9, projected: 0 },
]);

describe('marks over the slider of a duel', () => {
  const ppo = duelled(PPO, [
    { share: 0.2, furthest: 3 },
    { share: 0.9, furthest: 143 },
    { share: 0.85, furthest: 20 },
  ]);
  const at = ({ method, iteration }: { method: string; iteration: number }) => [method, iteration];

  it('are where each of the two went furthest, and the furthest of them is one of them', () => {
    expect(duelMarks(LAYER, ppo).map(at)).toEqual([
      ['TRPL, KL', 2],
      ['PPO', 2],
    ]);
    expect(furthestMark(LAYER, ppo)!.words).toBe('PPO’s furthest state, 143× the bound');
    expect(furthestMark(ppo, LAYER)).toMatchObject({ id: 'run', method: 'PPO' });
  });

  it('are none of a run that stayed within', () => {
    const calm = duelled(PPO, [{ share: 0, furthest: 0.5 }]);
    expect(duelMarks(LAYER, calm).map(({ id }) => id)).toEqual(['run']);
    expect(furthestMark(calm, calm)).toBeNull();
  });
});

describe('what was seen in a duel', () => {
  it('is said with the numbers of both runs, network and projection apart', () => {
    const ppo = duelled(PPO, [
      { share: 0.2, furthest: 3 },
      { share: 0.9, furthest: 143 },
      { share: 0.85, furthest: 20 },
    ]);
    expect(duelResult(LAYER, ppo)).toEqual([
      'PPO moved 65\u202f% of all states beyond the bound, at worst 143× as far as allowed (iteration 2).',
      'TRPL, KL kept every state within the bound after projection; the network that acts, only pulled towards it, went beyond in 20\u202f%, at worst 9.0× as far as allowed (iteration 2).',
      'Return of the last 64 episodes: PPO −170, TRPL, KL −170.',
    ]);
  });

  it('praises whoever kept within, and hides no projection that did not', () => {
    const careful = duelled(PPO, [{ share: 0, furthest: 0.5 }]);
    const floored = duelled(DEFAULT_RUN, [{ share: 0, furthest: 0.9, projected: 0.25 }]);
    const [left, right] = duelResult(floored, careful);
    expect(left).toBe('PPO kept every state within the bound.');
    expect(right).toBe(
      'TRPL, KL had 25\u202f% of all states beyond the bound after projection; the network that acts stayed within as well.',
    );
  });

  it('tells who broke, and says nothing of returns that nobody knows', () => {
    const broken = duelled(PPO, [{ share: 1, furthest: 1e7 }], {
      finished: null,
      diverged: [{ type: 'diverged', seed: 1, iteration: 2, steps: 4096, quantity: 'value loss' }],
    });
    const failed = duelled(DEFAULT_RUN, [], { finished: null, failure: 'No memory.' });
    expect(duelResult(failed, broken)).toEqual([
      'PPO moved 100\u202f% of all states beyond the bound, at worst 10M× as far as allowed (iteration 1). Its numbers stopped being finite in iteration 2.',
      'TRPL, KL could not go on: No memory.',
    ]);
    expect(duelResult(duelled(DEFAULT_RUN, [], { finished: null }), LAYER)[1]).toBe(
      'TRPL, KL (right) has not finished an iteration.',
    );
  });
});

describe('the terms of a duel', () => {
  it('name what differs between the two, and from the preset', () => {
    expect(duelTerms({ run: DEFAULT_RUN, rival: PPO })).toEqual([
      'Same seed, same settings, except learning rate: PPO 0.0005, TRPL, KL 0.001.',
    ]);
    const wide = { ...presetConfiguration('point-mass'), meanBound: 0.3 };
    expect(duelTerms({ run: wide, rival: asMethod(wide, 'pg', 'kl') })).toEqual([
      'Same seed, same settings.',
      expect.stringMatching(/^Changed from the task’s preset: .*0\.03 → 0\.3\.$/),
    ]);
    const twins = { run: asMethod(DEFAULT_RUN, 'bures', 'kl'), rival: asMethod(DEFAULT_RUN, 'w2', 'kl') };
    expect(duelTerms(twins).at(-1)).toBe('With diagonal covariances Bures and W2 are the same.');
  });
});
