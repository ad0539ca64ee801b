import { describe, expect, it } from 'vitest';
import { joinMembers, memberPart } from '../../../src/engines/memberAxis.ts';
import { joinSnapshots, memberSnapshot } from '../../../src/engines/snapshot.ts';
import { pointMass } from '../../../src/environments/point-mass/dynamics.ts';
import { ALGORITHM_IDS } from '../../../src/experiments/choices.ts';
import type { RunConfiguration } from '../../../src/experiments/fields.ts';
import { beginMember } from '../../../src/trainer/beginning.ts';
import type { Checkpoint } from '../../../src/trainer/checkpoint.ts';
import { joinEnvironments, memberEnvironments } from '../../../src/trainer/environmentsSnapshot.ts';
import type { OpenEngine } from '../../../src/trainer/population.ts';
import { type MemberIteration, Run } from '../../../src/trainer/run.ts';
import { engineSpecification } from '../../../src/trainer/specification.ts';
import { openReference } from '../../support/reference/referenceEngine.ts';
import { openSimd, smallRun } from '../../support/runs.ts';

/** Everything that a checkpoint has to hold is in use. */
const EVERYTHING: Partial<RunConfiguration> = {
  normaliseObservations: true,
  normaliseRewards: true,
  staggerStarts: true,
  entropySchedule: 'linear',
  learningRateDecay: true,
  steps: 128 * 4,
};

/** Takes members through so many iterations from where they are, in an engine of their own. */
async function goOn(
  configuration: RunConfiguration,
  openEngine: OpenEngine,
  start: readonly Checkpoint[],
  iterations: number,
): Promise<readonly MemberIteration[]> {
  const specification = engineSpecification(configuration, pointMass);
  const engine = await openEngine(specification, joinSnapshots(start.map((one) => one.engine)), []);
  const run = new Run(configuration, pointMass, async () => {}, engine, start);
  let members = await run.iterate(start);
  for (let i = 1; i < iterations; i++)
    members = await run.iterate(members.map(({ checkpoint }) => checkpoint));
  engine.dispose();
  return members;
}

describe('a checkpoint', () => {
  for (const algorithm of ALGORITHM_IDS) {
    it(`is all that a member needs to go on with the same numbers: ${algorithm}`, async () => {
      const configuration = smallRun({ ...EVERYTHING, algorithm, seeds: [5] });
      const { checkpoint: start } = beginMember(configuration, pointMass, 5);
      const whole = await goOn(configuration, openSimd, [start], 4);
      const [half] = await goOn(configuration, openSimd, [start], 2);
      const stored = structuredClone(half!.checkpoint);
      const end = await goOn(configuration, openSimd, [stored], 2);
      expect(end).toEqual(whole);
      // It is left as it was.
      expect(stored).toEqual(half!.checkpoint);
      expect(end[0]!.checkpoint.engine).not.toEqual(stored.engine);
    });
  }

  it('of a population’s member is that of the member alone, in and out of a population', async () => {
    const seeds = [3, 8, 4];
    const configuration = smallRun({ ...EVERYTHING, seeds });
    const alone = async (seed: number, start: Checkpoint, iterations: number) =>
      (await goOn({ ...configuration, seeds: [seed] }, openReference, [start], iterations))[0]!;
    const starts = seeds.map((seed) => beginMember(configuration, pointMass, seed).checkpoint);
    const first = await Promise.all(seeds.map((seed, p) => alone(seed, starts[p]!, 1)));
    const joined = await goOn(
      configuration,
      openReference,
      first.map(({ checkpoint }) => checkpoint),
      2,
    );
    for (const [p, seed] of seeds.entries()) {
      expect(joined[p]).toEqual(await alone(seed, starts[p]!, 3));
      const last = await alone(seed, joined[p]!.checkpoint, 1);
      expect(last).toEqual(await alone(seed, starts[p]!, 4));
    }
  });
});

describe('members side by side', () => {
  const [one, other] = [3, 8].map(
    (seed) => beginMember(smallRun({ staggerStarts: true }), pointMass, seed).checkpoint,
  ) as [Checkpoint, Checkpoint];

  it('are joined and cut apart again without a change', () => {
    const engine = joinSnapshots([one.engine, other.engine]);
    expect([memberSnapshot(engine, 2, 0), memberSnapshot(engine, 2, 1)]).toEqual([one.engine, other.engine]);
    const environments = joinEnvironments([one.environments, other.environments]);
    expect(memberEnvironments(environments, 2, 0)).toEqual(one.environments);
    expect(memberEnvironments(environments, 2, 1)).toEqual(other.environments);
    expect(one).not.toEqual(other);
  });

  it('are copies together, and views apart', () => {
    const parts = [Int32Array.of(1, 2), Int32Array.of(3, 4)];
    const whole = joinMembers(parts);
    expect(whole).toEqual(Int32Array.of(1, 2, 3, 4));
    whole[0] = 9;
    expect(parts[0]).toEqual(Int32Array.of(1, 2));
    memberPart(whole, 2, 1)[1] = 7;
    expect(whole).toEqual(Int32Array.of(9, 2, 3, 7));
  });
});
