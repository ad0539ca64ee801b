import { describe, expect, it } from 'vitest';
import { pendulum } from '../../../src/environments/pendulum/dynamics.ts';
import { pointMass } from '../../../src/environments/point-mass/dynamics.ts';
import type { RunConfiguration } from '../../../src/experiments/fields.ts';
import { GAUSSIAN_HEAD_IDS } from '../../../src/policies/types.ts';
import type { OpenEngine } from '../../../src/trainer/population.ts';
import { openReference } from '../../support/reference/referenceEngine.ts';
import { openSimd, runToEnd, smallRun } from '../../support/runs.ts';

const papi = (changes: Partial<RunConfiguration> = {}) =>
  smallRun({
    algorithm: 'papi',
    environments: 16,
    stepsPerIteration: 16,
    policyEpochs: 10,
    learningRate: 3e-3,
    steps: 256 * 5,
    ...changes,
  });

describe('PAPI', () => {
  for (const [name, openEngine] of [
    ['simd', openSimd],
    ['reference', openReference],
  ] as [string, OpenEngine][]) {
    for (const head of GAUSSIAN_HEAD_IDS) {
      for (const stateDependent of [true, false]) {
        it(`meets the average KL after its projection: ${name}, ${head}, state-dependent ${stateDependent}`, async () => {
          const averageKlBound = 0.003;
          const { iterations } = await runToEnd(
            papi({ head, stateDependent, averageKlBound, seeds: [1, 2] }),
            pointMass,
            { openEngine },
          );
          const reports = iterations.flatMap(({ members }) => members.map(({ metrics }) => metrics));
          expect(reports).toHaveLength(10);
          // PPO's epochs alone would be far outside, so that the projection has work to do.
          expect(reports.filter(({ step_share }) => step_share! < 1).length).toBeGreaterThan(3);
          for (const { approx_kl, step_share } of reports) {
            expect(approx_kl).toBeLessThanOrEqual(averageKlBound * (1 + 1e-6));
            if (step_share! > 0 && step_share! < 1) expect(approx_kl).toBeGreaterThan(0.5 * averageKlBound);
          }
        });
      }
    }
  }

  it('changes nothing inside the ball: PPO to the bit', async () => {
    const wide = await runToEnd(papi({ averageKlBound: 10 }), pointMass);
    const ppo = await runToEnd(papi({ algorithm: 'ppo' }), pointMass);
    const parameters = ({ iterations }: typeof ppo) =>
      iterations.map(({ members }) => members[0]!.policy.parameters);
    expect(wide.iterations.every(({ members }) => members[0]!.metrics.step_share === 1)).toBe(true);
    expect(parameters(wide)).toEqual(parameters(ppo));
  });

  it('learns the pendulum', async () => {
    const { iterations } = await runToEnd(
      smallRun({
        algorithm: 'papi',
        hiddenSizes: [64, 64],
        environments: 32,
        stepsPerIteration: 64,
        policyEpochs: 10,
        valueEpochs: 10,
        minibatchSize: 256,
        learningRate: 1e-3,
        rewardScale: 0.1,
        steps: 2048 * 40,
        seeds: [1],
      }),
      pendulum,
    );
    const returns = iterations.flatMap(({ members }) => members[0]!.metrics.episodic_return ?? []);
    expect(returns[0]).toBeLessThan(-900);
    expect(Math.max(...returns.slice(-8))).toBeGreaterThan(-500);
  });
});
