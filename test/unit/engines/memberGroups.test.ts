import { expect, test } from 'vitest';
import { createEngine } from '../../../src/engines/createEngine.ts';
import { DegeneratePolicy } from '../../../src/engines/engine.ts';
import { GROUP_SIZE, MemberGroups } from '../../../src/engines/memberGroups.ts';
import { type EngineCase, engineCase } from '../../support/engineCase.ts';

/** More members than one group holds, no two with the same bounds. */
const BOUNDS = [0.03, 0.3, 0.001, 0.1, 0.02, 0.005].map((bound) => [bound, bound / 10] as const);

async function openCpu({ specification, initial }: EngineCase) {
  return (await createEngine('cpu', specification, initial)).engine;
}

test('a large population is cut into groups, and each member has the numbers of a single run, to the bit', async () => {
  const all = engineCase({ head: 'full', stateDependent: false, bounds: BOUNDS });
  const population = await openCpu(all);
  expect(population).toBeInstanceOf(MemberGroups);
  let pauses = 0;
  const between = async () => {
    pauses++;
  };
  for (let step = 0; step < 3; step++) {
    await population.valueStep(all.valueMinibatch, between);
    await population.policyStep(all.policyMinibatch, between);
  }
  expect(pauses).toBe(6 * (Math.ceil(BOUNDS.length / GROUP_SIZE) - 1));
  const raw = Float32Array.from({ length: BOUNDS.length * 3 }, (_, i) => i / 10);
  population.setRawFactor(raw);
  const losses = await population.takeLosses();
  const snapshot = await population.snapshot();
  const { observation, count } = all.policyMinibatch;
  const output = await population.policyOutput(observation, count);
  const values = await population.values(observation, count);
  expect(await population.policyParameters()).toEqual(snapshot.policy);

  for (const [member, pair] of BOUNDS.entries()) {
    const one = engineCase({
      head: 'full',
      stateDependent: false,
      bounds: [pair],
      seed: 1 + 1000 * member,
    });
    const single = await openCpu(one);
    for (let step = 0; step < 3; step++) {
      await single.valueStep(one.valueMinibatch);
      await single.policyStep(one.policyMinibatch);
    }
    const part = (array: Float32Array) =>
      array.subarray((member * array.length) / BOUNDS.length, ((member + 1) * array.length) / BOUNDS.length);
    single.setRawFactor(part(raw));
    const alone = await single.snapshot();
    const lossesAlone = await single.takeLosses();
    expect(part(snapshot.policy)).toEqual(alone.policy);
    expect(part(snapshot.policyMoment1)).toEqual(alone.policyMoment1);
    expect(part(snapshot.valueMoment2)).toEqual(alone.valueMoment2);
    expect(losses.policy.surrogate[member]).toBe(lossesAlone.policy.surrogate[0]);
    expect(losses.policy.trustRegion[member]).toBe(lossesAlone.policy.trustRegion[0]);
    expect(losses.value[member]).toBe(lossesAlone.value[0]);
    const rows = one.policyMinibatch.observation;
    expect(part(output)).toEqual(await single.policyOutput(rows, count));
    expect(part(values)).toEqual(await single.values(rows, count));
    single.dispose();
  }

  const continued = (await createEngine('cpu', all.specification, snapshot)).engine;
  await population.policyStep(all.policyMinibatch);
  await continued.policyStep(all.policyMinibatch);
  const after = await population.snapshot();
  expect(await continued.snapshot()).toEqual(after);
  continued.restore(snapshot);
  expect(await continued.snapshot()).toEqual(snapshot);
  continued.dispose();
  population.dispose();
  expect(population.memory().tensors).toBe(0);
});

test('names the member of the whole population whose policy degenerated', async () => {
  const all = engineCase({ head: 'root', bounds: BOUNDS });
  const { specification, policyMinibatch } = all;
  const engine = await openCpu(all);
  // The old policy of the last member is no covariance any more.
  const oldFactor = policyMinibatch.oldFactor.slice();
  oldFactor.fill(0, (oldFactor.length / specification.members) * 5);
  await expect(engine.policyStep({ ...policyMinibatch, oldFactor })).rejects.toSatisfy(
    (error) => error instanceof DegeneratePolicy && error.member === 5,
  );
  engine.dispose();
});
