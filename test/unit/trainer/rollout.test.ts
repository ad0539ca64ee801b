import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/engines/engine.ts';
import type { RunConfiguration } from '../../../src/experiments/fields.ts';
import { createHead } from '../../../src/policies/heads.ts';
import {
  joinEnvironments,
  memberEnvironments,
  startEnvironments,
} from '../../../src/trainer/environmentsSnapshot.ts';
import { createMember, type Member, restoreMember, snapshotMember } from '../../../src/trainer/member.ts';
import { Progress } from '../../../src/trainer/progress.ts';
import { Rollout } from '../../../src/trainer/rollout.ts';
import { engineSpecification } from '../../../src/trainer/specification.ts';
import { stairs } from '../../support/probeEnvironments.ts';
import { smallRun } from '../../support/runs.ts';

/** Policies that stand still, and values that are ten times the observation. */
const ENGINE = {
  policyOutput: async (observation: Float32Array) => new Float32Array(2 * observation.length),
  values: async (observation: Float32Array) => observation.map((o) => 10 * o),
} as unknown as Engine;

const PROGRESS = new Progress(async () => {}, 1);
const SEEDS = [1, 2];
const STAIRS: Partial<RunConfiguration> = {
  seeds: SEEDS,
  environments: 5,
  stepsPerIteration: 6,
  normaliseObservations: false,
  staggerStarts: false,
};

function begin(overrides: Partial<RunConfiguration> = {}) {
  const configuration = smallRun({ ...STAIRS, ...overrides });
  const members = SEEDS.map((seed) => createMember(seed, configuration, 1));
  const start = joinEnvironments(
    members.map(({ starts }) => startEnvironments(stairs, configuration, starts)),
  );
  const head = createHead(engineSpecification(configuration, stairs).policy);
  const rollout = new Rollout(stairs, head, configuration, structuredClone(start));
  return { configuration, members, start, head, rollout };
}

/** What happened to each copy: one list of a quantity over time for every member and environment. */
function histories({ batch }: Rollout, values: ArrayLike<number>): number[][] {
  const { members, horizon, environments } = batch;
  return Array.from({ length: members * environments }, (_, row) => {
    const [p, n] = [Math.floor(row / environments), row % environments];
    return Array.from({ length: horizon }, (_, t) => values[(p * horizon + t) * environments + n]!);
  });
}

const collect = (rollout: Rollout, members: readonly Member[]) => rollout.collect(ENGINE, members, PROGRESS);

describe('a rollout', () => {
  it('writes down every member, step and environment in its place', async () => {
    const { rollout, members, start } = begin();
    await collect(rollout, members);
    const states = histories(rollout, rollout.batch.state);
    for (const [row, history] of states.entries()) {
      expect(history[0]).toBe(start.state[row]);
      for (const [t, state] of history.slice(0, -1).entries()) {
        // A step up, or a new episode where the last one has ended.
        const ended = state === 4 || state === 102;
        expect(ended ? [1, 101] : [state + 1]).toContain(history[t + 1]);
      }
    }
    // Both kinds of episodes are there, of both members.
    for (const member of [states.slice(0, 5), states.slice(5)]) {
      expect(new Set(member.flat().map((state) => state > 100))).toEqual(new Set([true, false]));
    }
    expect(histories(rollout, rollout.batch.observation)).toEqual(states);
    expect(histories(rollout, rollout.batch.reward)).toEqual(states);
    const flag = (last: number) => states.map((history) => history.map((state) => (state === last ? 1 : 0)));
    expect(histories(rollout, rollout.batch.terminated)).toEqual(flag(102));
    expect(histories(rollout, rollout.batch.truncated)).toEqual(flag(4));
  });

  it('knows the value of what followed, over the end of an episode cut short and of the batch', async () => {
    const { rollout, members } = begin();
    await collect(rollout, members);
    const states = histories(rollout, rollout.batch.state);
    expect(histories(rollout, rollout.batch.value)).toEqual(states.map((h) => h.map((state) => 10 * state)));
    // Not the value of the fresh start after it; nothing reads what follows a termination.
    const terminated = histories(rollout, rollout.batch.terminated);
    for (const [row, history] of histories(rollout, rollout.batch.nextValue).entries()) {
      for (const [t, next] of history.entries()) {
        if (!terminated[row]![t]) expect(next).toBe(10 * (states[row]![t]! + 1));
      }
    }
  });

  it('keeps the books of whole episodes: returns as the task gives them, lengths, none of the shortened first', async () => {
    for (const staggerStarts of [false, true]) {
      const { rollout, members, start } = begin({ staggerStarts, rewardScale: 0.5 });
      if (staggerStarts) expect([...start.elapsed]).toEqual([0, 0, 1, 2, 3, 0, 0, 1, 2, 3]);
      await collect(rollout, members);
      for (const [p, member] of members.entries()) {
        const ends: [number, number][] = [];
        for (let n = 0; n < 5; n++) {
          const row = 5 * p + n;
          let [length, total] = [start.elapsed[row]!, 0];
          let counts = length === 0;
          for (let t = 0; t < 6; t++) {
            const reward = histories(rollout, rollout.batch.state)[row]![t]!;
            length++;
            total += reward;
            expect(histories(rollout, rollout.batch.reward)[row]![t]).toBe(reward / 2);
            if (reward !== 102 && length < 4) continue;
            if (counts) ends.push([total, length]);
            [length, total, counts] = [0, 0, true];
          }
        }
        expect(ends.length).toBeGreaterThan(2);
        const mean = (index: 0 | 1) => ends.reduce((sum, end) => sum + end[index], 0) / ends.length;
        const { episodes, meanReturn, meanLength } = member.episodes.take();
        expect(episodes).toBe(ends.length);
        expect(meanReturn).toBeCloseTo(mean(0), 10);
        expect(meanLength).toBeCloseTo(mean(1), 10);
      }
    }
  });

  it('goes on where it was, and so does a copy of it, and a member alone', async () => {
    const { rollout, members, head, configuration } = begin();
    await collect(rollout, members);
    const middle = rollout.snapshot();
    const snapshots = members.map(snapshotMember);
    await collect(rollout, members);
    const states = histories(rollout, rollout.batch.state);
    for (const [row, state] of middle.state.entries()) expect(states[row]![0]).toBe(state);
    for (const [p, seed] of SEEDS.entries()) {
      const alone = new Rollout(
        stairs,
        head,
        configuration,
        structuredClone(memberEnvironments(middle, 2, p)),
      );
      await collect(alone, [restoreMember(seed, configuration, 1, snapshots[p]!)]);
      expect(histories(alone, alone.batch.state)).toEqual(states.slice(5 * p, 5 * p + 5));
      expect(alone.batch.action).toEqual(rollout.batch.action.slice(30 * p, 30 * p + 30));
    }
  });
});
