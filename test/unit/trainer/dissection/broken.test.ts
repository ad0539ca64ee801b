import { describe, expect, it } from 'vitest';
import { DegeneratePolicy } from '../../../../src/engines/engine.ts';
import type { Environment } from '../../../../src/environments/environment.ts';
import { pointMass } from '../../../../src/environments/point-mass/dynamics.ts';
import type { RunConfiguration } from '../../../../src/experiments/fields.ts';
import type { BrokenDissection } from '../../../../src/trainer/dissection/dissection.ts';
import type { OpenEngine } from '../../../../src/trainer/population.ts';
import { dissectBroken } from '../../../support/dissections.ts';
import { openSimd, runToEnd, smallRun } from '../../../support/runs.ts';

const NO_WAIT = async () => {};

/** A run to where it diverges, and that iteration taken apart. */
async function broken(overrides: Partial<RunConfiguration>, environment: Environment = pointMass) {
  const configuration = smallRun({ seeds: [7], steps: 128 * 40, ...overrides });
  const [seed] = configuration.seeds;
  const { events } = await runToEnd(configuration, environment);
  const event = events.find(({ type }) => type === 'diverged');
  if (event?.type !== 'diverged') throw new Error('the run does not diverge');
  const { iteration } = event;
  const request = { configuration, seed: seed!, iteration, from: null };
  const dissection = await dissectBroken(request, environment, openSimd, NO_WAIT);
  return { configuration, event, dissection, ...dissection };
}

/** Everything that is shown of the moments is finite. */
function areFinite({ moments, states }: BrokenDissection): void {
  for (const { policy, losses } of moments) {
    const numbers = [
      ...policy.proposed.mean,
      ...policy.proposed.covariance,
      ...policy.distance.mean,
      ...policy.distance.covariance,
      policy.batch.meanKl,
      ...(losses ? Object.values(losses) : []),
    ];
    expect(numbers.filter((value) => !Number.isFinite(value))).toEqual([]);
  }
  expect([...states.advantage, ...states.target, ...states.old.mean].every(Number.isFinite)).toBe(true);
}

describe('the dissection of an iteration in which a seed diverges', () => {
  it('goes as far as the step on whose covariance the run stumbled, and names it and the state', async () => {
    const { event, configuration, dissection } = await broken({
      algorithm: 'pg',
      head: 'root',
      learningRate: 1000,
    });
    // Which step raised it, counted independently.
    const raised: number[] = [];
    const counting: OpenEngine = async (...given) => {
      const engine = await openSimd(...given);
      const { policyStep, beginUpdate } = engine;
      let steps = 0;
      engine.beginUpdate = (batch) => {
        steps = 0;
        beginUpdate.call(engine, batch);
      };
      engine.policyStep = (minibatch) => {
        steps++;
        try {
          policyStep.call(engine, minibatch);
        } catch (error) {
          if (error instanceof DegeneratePolicy) raised.push(steps);
          throw error;
        }
      };
      return engine;
    };
    await runToEnd(configuration, pointMass, { openEngine: counting });
    expect(raised).toHaveLength(1);
    expect(dissection.iteration).toBe(event.iteration);
    expect(dissection.broken).toMatchObject({
      during: 'policy',
      step: raised[0],
      steps: 8,
      quantity: 'policy covariance',
      value: null,
      noticed: event.quantity,
    });
    expect(dissection.broken.trail.at(-1)).toEqual({
      network: 'policy',
      number: raised[0],
      loss: null,
      largest: null,
    });
    expect(dissection.moments.at(-1)!.steps).toBeLessThan(raised[0]!);
    expect(dissection.states.reason[0]).toBe('broke');
    areFinite(dissection);
  });

  it('finds the first loss that is not finite, long before the run looks', async () => {
    const {
      event,
      broken: found,
      dissection,
    } = await broken({
      algorithm: 'ppo',
      head: 'full',
      learningRate: 10,
      policyEpochs: 5,
    });
    expect(event.quantity).toBe('policy loss');
    expect(found).toMatchObject({ during: 'policy', steps: 20, noticed: 'policy loss' });
    expect(found.step).toBeLessThan(20);
    expect(Number.isFinite(found.value)).toBe(false);
    const [last, ...before] = [...found.trail].reverse();
    expect(last!.number).toBe(found.step);
    expect(before.every(({ loss, largest }) => Number.isFinite(loss) && Number.isFinite(largest))).toBe(true);
    expect(dissection.moments.length).toBeGreaterThan(0);
    expect(dissection.moments.at(-1)!.steps).toBeLessThan(found.step);
    areFinite(dissection);
  });

  it('tells a value network apart that broke before the policy took a step', async () => {
    const { event, broken: found, dissection } = await broken({ valueLearningRate: 1e30 });
    expect(event).toMatchObject({ iteration: 1, quantity: 'value loss' });
    expect(found).toMatchObject({ during: 'value', steps: 8, noticed: 'value loss' });
    expect(found.trail.every(({ network }) => network === 'value')).toBe(true);
    expect(dissection.moments.map(({ kind }) => kind)).toEqual(['start']);
    expect(dissection.steps).toBe(0);
    areFinite(dissection);
  });

  it('shows a rollout as far as it came, in the environment in which it broke', async () => {
    let steps = 0;
    const brokenReward: Environment = {
      ...pointMass,
      step(state, action, elapsed, outcome, count) {
        pointMass.step(state, action, elapsed, outcome, count);
        // The sixth environment, in the fifth step of the run, and of the run when it is recomputed.
        if (++steps % 5 === 0) outcome.reward[5] = Infinity;
      },
    };
    const { event, broken: found, states, moments } = await broken({}, brokenReward);
    expect(steps).toBe(10);
    expect(event).toMatchObject({ iteration: 1, quantity: 'rewards' });
    expect(found).toMatchObject({ during: 'rollout', step: 5, steps: 16, copy: 5, value: Infinity });
    expect(moments).toEqual([]);
    expect(states.time).toEqual([3, 2, 1, 0]);
    expect(states.copy).toEqual([5, 5, 5, 5]);
    expect([...states.reward, ...states.old.mean, ...states.action].every(Number.isFinite)).toBe(true);
    expect([...states.value, ...states.advantage].every(Number.isNaN)).toBe(true);
  });

  it('says when every step was whole, and only the policy that they led to could not be measured', async () => {
    const {
      event,
      broken: found,
      dissection,
    } = await broken({
      algorithm: 'pg',
      head: 'root',
      learningRate: 1000,
      policyEpochs: 1,
      minibatchSize: 128,
    });
    expect(event.iteration).toBe(1);
    expect(found).toMatchObject({ during: 'measurement', quantity: 'policy covariance', value: null });
    expect(found.trail).toHaveLength(1);
    expect(found.trail.every(({ loss, largest }) => Number.isFinite(loss) && Number.isFinite(largest))).toBe(
      true,
    );
    expect(dissection.moments.map(({ kind }) => kind)).toEqual(['start']);
    areFinite(dissection);
  });

  it('has the numbers of the run until then, by whichever way it is reached, and never tells that it is less far', async () => {
    const { configuration, dissection } = await broken({
      algorithm: 'trpl',
      head: 'root',
      learningRate: 0.3,
    });
    const told: number[] = [];
    const { iteration } = dissection;
    const again = await dissectBroken(
      { configuration, seed: 7, iteration, from: null },
      pointMass,
      openSimd,
      async (fraction) => void told.push(fraction),
    );
    expect(again).toEqual(dissection);
    expect(told.every((share, i) => share >= (told[i - 1] ?? 0) && share <= 1)).toBe(true);
  });
});
