import { describe, expect, it } from 'vitest';
import { pendulum } from '../../../src/environments/pendulum/dynamics.ts';
import { pointMass } from '../../../src/environments/point-mass/dynamics.ts';
import type { RunConfiguration } from '../../../src/experiments/fields.ts';
import { GAUSSIAN_HEAD_IDS } from '../../../src/policies/types.ts';
import type { FinishedEvent } from '../../../src/trainer/events.ts';
import type { OpenEngine } from '../../../src/trainer/population.ts';
import { openReference } from '../../support/reference/referenceEngine.ts';
import { openSimd, runToEnd, smallRun } from '../../support/runs.ts';

const trpo = (changes: Partial<RunConfiguration> = {}) =>
  smallRun({ algorithm: 'trpo', environments: 16, stepsPerIteration: 16, steps: 256 * 5, ...changes });

/** The engine, with every policy that is put into it kept. */
function watching(seen: Float32Array[]): OpenEngine {
  return async (...args) => {
    const engine = await openSimd(...args);
    const set = engine.setPolicyParameters.bind(engine);
    engine.setPolicyParameters = (parameters) => {
      seen.push(parameters.slice());
      set(parameters);
    };
    return engine;
  };
}

describe('TRPO', () => {
  for (const head of GAUSSIAN_HEAD_IDS) {
    for (const stateDependent of [true, false]) {
      it(`keeps the mean KL within δ in every iteration: ${head}, state-dependent ${stateDependent}`, async () => {
        const averageKlBound = 0.01;
        const { iterations } = await runToEnd(
          trpo({ head, stateDependent, averageKlBound, seeds: [1, 2] }),
          pointMass,
        );
        expect(iterations).toHaveLength(5);
        const shares = iterations.flatMap(({ members }) => members.map(({ metrics }) => metrics.step_share!));
        expect(shares.some((share) => share > 0)).toBe(true);
        for (const { members } of iterations) {
          for (const { metrics } of members) {
            // Measured the other way round, KL(new ‖ old), which agrees to second order.
            expect(metrics.approx_kl).toBeLessThanOrEqual(1.3 * averageKlBound);
            if (metrics.step_share === 1) expect(metrics.approx_kl).toBeGreaterThan(0.1 * averageKlBound);
          }
        }
      });
    }
  }

  it('puts the parameters back to the bit where no length of the step will do', async () => {
    const seen: Float32Array[] = [];
    // A search of one length whose quadratic model is far too hopeful: no damping and a huge δ.
    const failing = trpo({ averageKlBound: 10, lineSearchSteps: 1, conjugateGradientDamping: 0, seeds: [3] });
    const parameters: Float32Array[] = [];
    const { iterations } = await runToEnd(failing, pointMass, {
      openEngine: watching(seen),
      inspect: async (engine) => {
        parameters.push((await engine.policyParameters()).slice());
      },
    });
    const failed = iterations.findIndex(({ members }) => members[0]!.metrics.step_share === 0);
    expect(failed).toBeGreaterThanOrEqual(0);
    // Two policies are put in where the search fails: the one that was tried, and the old one.
    const tried = seen[2 * failed]!;
    const restored = seen[2 * failed + 1]!;
    expect(tried).not.toEqual(restored);
    expect(parameters[failed]).toEqual(restored);
    if (failed > 0) expect(parameters[failed]).toEqual(parameters[failed - 1]);
  });

  it('learns the pendulum', async () => {
    const { iterations } = await runToEnd(
      smallRun({
        algorithm: 'trpo',
        hiddenSizes: [64, 64],
        environments: 32,
        stepsPerIteration: 64,
        valueEpochs: 10,
        minibatchSize: 256,
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

  it('says which engine it needs', async () => {
    const { events } = await runToEnd(trpo(), pointMass, {
      openEngine: (specification, start, failed) =>
        failed.length > 0
          ? openSimd(specification, start, failed)
          : openReference(specification, start, failed),
    });
    expect(events.find(({ type }) => type === 'engine-changed')).toMatchObject({
      from: 'webgpu',
      to: 'simd',
      reason: expect.stringContaining('Fisher-vector products'),
    });
    expect((events.at(-1) as FinishedEvent).reason).toBe('budget');
  });
});
