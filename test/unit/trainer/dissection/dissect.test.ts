import { describe, expect, it } from 'vitest';
import { acrobotDiscrete } from '../../../../src/environments/acrobot-discrete/dynamics.ts';
import { cartPoleBalance } from '../../../../src/environments/cart-pole-balance/dynamics.ts';
import type { Environment } from '../../../../src/environments/environment.ts';
import { pendulum } from '../../../../src/environments/pendulum/dynamics.ts';
import { pointMass } from '../../../../src/environments/point-mass/dynamics.ts';
import { spelling } from '../../../../src/environments/spelling/dynamics.ts';
import { ALGORITHM_IDS } from '../../../../src/experiments/choices.ts';
import type { RunConfiguration } from '../../../../src/experiments/fields.ts';
import { createHead } from '../../../../src/policies/heads.ts';
import type { RunCheckpoint } from '../../../../src/trainer/checkpoint.ts';
import { digestMember } from '../../../../src/trainer/digest.ts';
import type { dissect } from '../../../../src/trainer/dissection/dissect.ts';
import type { DissectedPolicy, Dissection } from '../../../../src/trainer/dissection/dissection.ts';
import type { MemberReport } from '../../../../src/trainer/events.ts';
import { Stopped } from '../../../../src/trainer/interruptions.ts';
import { engineSpecification } from '../../../../src/trainer/specification.ts';
import { train } from '../../../../src/trainer/trainer.ts';
import { dissectWhole } from '../../../support/dissections.ts';
import { openSimd, smallRun } from '../../../support/runs.ts';

const NO_WAIT = async () => {};

/** A run with what it was after every iteration. */
async function trained(configuration: RunConfiguration, environment: Environment) {
  const checkpoints: RunCheckpoint[] = [];
  const reports: (readonly MemberReport[])[] = [];
  const events = train(configuration, environment, openSimd, {
    pace: NO_WAIT,
    seconds: () => 0,
    checkpoint: (run) => checkpoints.push(structuredClone(run)),
  });
  for await (const event of events) if (event.type === 'iteration') reports.push(event.members);
  return { checkpoints, reports };
}

/** Wide moves, so that layer, clip and searches have something to do. */
const LIVELY: Partial<RunConfiguration> = { learningRate: 0.01, policyEpochs: 3, seeds: [4, 7] };

function lively(overrides: Partial<RunConfiguration>): RunConfiguration {
  return smallRun({ ...LIVELY, ...overrides });
}

const KINDS: readonly (readonly [string, Environment, RunConfiguration])[] = [
  ...ALGORITHM_IDS.flatMap((algorithm) =>
    [pendulum, pointMass, cartPoleBalance].map(
      (environment) => [`${algorithm} on ${environment.id}`, environment, lively({ algorithm })] as const,
    ),
  ),
  ...(['w2', 'frobenius', 'bures'] as const).map(
    (projection) =>
      [`trpl with ${projection}, full`, pointMass, lively({ projection, head: 'full' })] as const,
  ),
  [
    'trpl with one covariance for all states and an entropy floor',
    pointMass,
    lively({ stateDependent: false, entropySchedule: 'linear', entropyFirst: true }),
  ],
  [
    'trpl with the Euclidean layer over three actions',
    acrobotDiscrete,
    lively({ categoricalProjection: 'euclidean', categoricalBound: 1e-3, entropyCoefficient: 0.01 }),
  ],
  [
    'trpl that was taught before it began',
    spelling,
    lively({ environment: 'spelling', hiddenSizes: [8], pretrainingSteps: 20 }),
  ],
  ['ppo with a KL stop', pendulum, lively({ algorithm: 'ppo', klStop: 0.001, policyEpochs: 9 })],
  [
    'everything normalised',
    pointMass,
    lively({ normaliseObservations: true, normaliseRewards: true, learningRateDecay: true }),
  ],
];

describe('the dissection of an iteration', () => {
  for (const [name, environment, configuration] of KINDS) {
    it(`gives the parameters and the report of the run itself: ${name}`, async () => {
      const { checkpoints, reports } = await trained(configuration, environment);
      // Of the second iteration from just before it, of the third by way of a replay from the beginning.
      const ways = [
        [2, checkpoints[0]!.members[1]!.checkpoint],
        [3, null],
      ] as const;
      for (const [iteration, from] of ways) {
        const kept = structuredClone(from);
        const dissection = await dissectWhole(
          { configuration, seed: 7, iteration, from },
          environment,
          openSimd,
          NO_WAIT,
        );
        const { checkpoint } = checkpoints[iteration - 1]!.members[1]!;
        expect(dissection.digest).toBe(digestMember(checkpoint.engine));
        expect(dissection.report).toEqual(reports[iteration - 1]![1]);
        expect(from).toEqual(kept);
        holdsTogether(dissection, configuration, environment);
      }
    });
  }

  it('has the losses that the run reports, step by step', async () => {
    const configuration = lively({ policyEpochs: 1, minibatchSize: 16, entropyCoefficient: 0.01 });
    const { moments, report, steps, minibatches } = await dissectWhole(
      { configuration, seed: 4, iteration: 2, from: null },
      pendulum,
      openSimd,
      NO_WAIT,
    );
    const losses = moments.flatMap((moment) => moment.losses ?? []);
    expect([losses.length, steps, minibatches]).toEqual([8, 8, 8]);
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(losses.map(({ surrogate }) => surrogate))).toBe(report.metrics.policy_loss);
    expect(mean(losses.map(({ trustRegion }) => trustRegion))).toBe(report.metrics.trust_region_loss);
    expect(mean(losses.map(({ entropy }) => entropy))).toBe(report.metrics.entropy_loss);
  });

  it('measures over the batch what the run measures', async () => {
    const { after, report } = await dissectWhole(
      { configuration: lively({}), seed: 4, iteration: 2, from: null },
      pointMass,
      openSimd,
      NO_WAIT,
    );
    const { metrics } = report;
    expect(after.batch).toMatchObject({
      meanKl: metrics.approx_kl,
      largestKl: metrics.max_kl,
      beyond: metrics.violations_proposed,
      projectedBeyond: metrics.violations_projected,
    });
    expect(after.batch.beyond).toBeGreaterThan(0);
    expect(after.batch.projectedBeyond).toBe(0);
  });

  it('takes the gradient through the layer: what is along the line to the old mean is lost on the boundary', async () => {
    const configuration = lively({ trustRegionCoefficient: 0, learningRate: 0.03, meanBound: 1e-4 });
    const { moments, states } = await dissectWhole(
      { configuration, seed: 4, iteration: 1, from: null },
      pointMass,
      openSimd,
      NO_WAIT,
    );
    const { proposed, projected, gradients } = moments.at(-1)!.policy;
    let outside = 0;
    for (let j = 0; j < states.time.length; j++) {
      if (projected!.meanMultiplier[j] === 0) continue;
      outside++;
      const along = [0, 1].map((i) => proposed.mean[2 * j + i]! - states.old.mean[2 * j + i]!);
      const dot = along[0]! * gradients.layer!.mean[2 * j]! + along[1]! * gradients.layer!.mean[2 * j + 1]!;
      const scale = Math.hypot(...along) * Math.hypot(...gradients.upstream.mean.subarray(2 * j, 2 * j + 2));
      expect(Math.abs(dot)).toBeLessThan(1e-9 * scale + 1e-15);
      expect([...gradients.pull!.mean]).toEqual(
        gradients.pull!.mean.map(() => 0) && [...gradients.pull!.mean],
      );
    }
    expect(outside).toBeGreaterThan(2);
  });

  it('looks at the probe states of the run, in the first batch at those themselves', async () => {
    const configuration = lively({});
    const first = await dissectWhole(
      { configuration, seed: 4, iteration: 1, from: null },
      pendulum,
      openSimd,
      NO_WAIT,
    );
    const size = pendulum.stateSize;
    const rows = (states: Float64Array) =>
      Array.from({ length: states.length / size }, (_, j) => states.slice(j * size, (j + 1) * size).join());
    expect(rows(first.states.state)).toEqual(expect.arrayContaining(rows(first.report.probes.state)));
    expect(first.states.reason.slice(0, 1)).toEqual(['farthest']);
    const { report, states } = first;
    const excess = (mean: number, covariance: number) =>
      Math.max(mean / configuration.meanBound, covariance / configuration.covarianceBound);
    const all = [...report.proposed.mean.keys()].map((i) =>
      excess(report.proposed.mean[i]!, report.proposed.covariance[i]!),
    );
    const index = states.time[0]! * configuration.environments + states.copy[0]!;
    expect(all[index]).toBe(Math.max(...all));
  });

  it('tells what a search has tried: TRPO its line search, PAPI its projection', async () => {
    const searched = async (overrides: Partial<RunConfiguration>) => {
      const { moments, report, after } = await dissectWhole(
        { configuration: lively(overrides), seed: 4, iteration: 2, from: null },
        pendulum,
        openSimd,
        NO_WAIT,
      );
      return { search: moments.filter(({ kind }) => kind === 'search'), moments, report, after };
    };
    const trpo = await searched({ algorithm: 'trpo', averageKlBound: 0.01 });
    expect(trpo.moments.map(({ kind }) => kind)).not.toContain('step');
    expect(trpo.search.map(({ attempt }) => attempt)).toEqual(trpo.search.map((_, i) => i + 1));
    expect(trpo.report.metrics.step_share).toBeGreaterThan(0);
    expect(trpo.search.at(-1)!.policy).toEqual(trpo.after);
    expect(trpo.after.batch.reverseKl).toBeLessThanOrEqual(0.01 * (1 + 1e-6));
    expect(trpo.after.batch.surrogate).toBeLessThan(trpo.moments[0]!.policy.batch.surrogate);

    const papi = await searched({ algorithm: 'papi', averageKlBound: 1e-4 });
    expect(papi.search.length).toBeGreaterThan(2);
    expect(papi.search.at(-1)!.policy).toEqual(papi.after);
    expect(papi.after.batch.meanKl).toBeLessThanOrEqual(1e-4);
    expect(papi.moments.filter(({ kind }) => kind === 'step').at(-1)!.policy.batch.meanKl).toBeGreaterThan(
      1e-4,
    );
  });

  it('shows where PPO’s clip takes the gradient away', async () => {
    const { moments, states } = await dissectWhole(
      { configuration: lively({ algorithm: 'ppo', clipRatio: 0.01 }), seed: 4, iteration: 1, from: null },
      pendulum,
      openSimd,
      NO_WAIT,
    );
    const { clipped, ratio, gradients } = moments.at(-1)!.policy;
    expect(clipped).toContain(true);
    for (const [j, isClipped] of clipped.entries()) {
      const gain = states.normalisedAdvantage[j]! > 0 ? ratio[j]! - 1 : 1 - ratio[j]!;
      expect(isClipped).toBe(gain > 0.01);
      if (isClipped) expect(Math.abs(gradients.total.mean[j]!)).toBe(0);
    }
  });

  it('answers with a sentence where there is no such iteration, seed or way', async () => {
    const configuration = lively({});
    const ask = (seed: number, iteration: number, from: Parameters<typeof dissect>[0]['from'] = null) =>
      dissectWhole({ configuration, seed, iteration, from }, pendulum, openSimd, NO_WAIT);
    await expect(ask(5, 1)).rejects.toThrow('The run has the seeds 4, 7, not 5.');
    await expect(ask(4, 0)).rejects.toThrow('The run has the iterations 1 to 3, not 0.');
    await expect(ask(4, 4)).rejects.toThrow('The run has the iterations 1 to 3, not 4.');
    const { checkpoints } = await trained(configuration, pendulum);
    await expect(ask(4, 2, checkpoints[1]!.members[0]!.checkpoint)).rejects.toThrow(/from before it/);
  });

  it('tells how far it is, never back, and can be ended', async () => {
    const request = { configuration: lively({}), seed: 4, iteration: 3, from: null };
    const told: number[] = [];
    await dissectWhole(request, pendulum, openSimd, async (fraction) => void told.push(fraction));
    expect(told.every((share, i) => share >= (told[i - 1] ?? 0) && share <= 1)).toBe(true);
    expect(told.at(-1)).toBeCloseTo(1, 1);
    const end = async () => {
      throw new Stopped();
    };
    await expect(dissectWhole(request, pendulum, openSimd, end)).rejects.toBeInstanceOf(Stopped);
  });
});

/** What must be so in every dissection. */
function holdsTogether(
  { states, moments, after, report, steps, size, bounds }: Dissection,
  configuration: RunConfiguration,
  environment: Environment,
): void {
  const { actionSpace, stateSize } = environment;
  const m = states.time.length;
  const k = actionSpace.size;
  expect(m).toBeGreaterThan(5);
  expect(states.state).toHaveLength(m * stateSize);
  expect(size).toBe(configuration.environments * configuration.stepsPerIteration);
  expect(moments[0]).toMatchObject({ kind: 'start', steps: 0, losses: null });
  expect(moments.map((moment) => moment.steps)).toEqual(
    moments.map((moment) => moment.steps).toSorted((a, b) => a - b),
  );
  expect(moments.at(-1)!.steps).toBe(steps);
  for (let j = 0; j < m; j++) {
    expect(states.target[j]).toBeCloseTo(states.value[j]! + states.advantage[j]!, 12);
    const index = states.time[j]! * configuration.environments + states.copy[j]!;
    // The network's own policy acted: in float32, where the dissection reads it in float64.
    const { policy } = moments[0]!;
    for (let i = j * k; i < (j + 1) * k; i++) {
      expect(policy.proposed.mean[i]).toBeCloseTo(states.old.mean[i]!, 5);
    }
    expect(policy.ratio[j]).toBeCloseTo(1, 3);
    expect(after.distance.mean[j]).toBeCloseTo(report.proposed.mean[index]!, 4);
    expect(after.distance.covariance[j]).toBeCloseTo(report.proposed.covariance[index]!, 4);
  }
  const layered = report.projected !== null;
  for (const { policy } of moments) {
    expect(policy.projected !== null).toBe(layered);
    for (const part of ['mean', 'covariance'] as const) {
      if (!policy.projected || configuration.entropySchedule !== 'none') continue;
      for (const distance of policy.projected.distance[part]) {
        expect(distance).toBeLessThanOrEqual(bounds[part] * (1 + 1e-9));
      }
    }
    sumsUp(policy, layered);
  }
  const { policy } = engineSpecification(configuration, environment);
  expect(after.gradients.total.factor).toHaveLength(m * createHead(policy).factorSize);
}

function sumsUp({ gradients }: DissectedPolicy, layered: boolean): void {
  const { upstream, layer, pull, total } = gradients;
  for (const part of ['mean', 'factor'] as const) {
    for (const [i, value] of total[part].entries()) {
      if (layered) expect(value).toBeCloseTo(layer![part][i]! + pull![part][i]!, 9);
      else expect(value).toBe(upstream[part][i]);
    }
  }
}
