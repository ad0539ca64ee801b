import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { PROJECTION_IDS } from 'trust-region-layers';
import { CATEGORICAL_METRIC_IDS } from 'trust-region-layers/categorical';
import {
  acos,
  atan,
  atan2,
  cos,
  exp,
  expm1,
  hypot,
  integerPower,
  log,
  log1p,
  power,
  sin,
  tanh,
} from 'trust-region-layers/elementary';
import { ALGORITHMS } from '../../src/algorithms/registry.ts';
import { actionWidth, isDiscrete } from '../../src/environments/environment.ts';
import { ENVIRONMENT_IDS, environmentById } from '../../src/environments/environmentById.ts';
import type { EnvironmentId } from '../../src/environments/registry.ts';
import type { RunConfiguration } from '../../src/experiments/fields.ts';
import { baseConfiguration, presetConfiguration } from '../../src/experiments/presets.ts';
import { GAUSSIAN_HEAD_IDS } from '../../src/policies/types.ts';
import { createRandom } from '../../src/random/random.ts';
import { runToEnd, smallRun } from './runs.ts';

/**
 * Digests (SHA-256, hex) of everything a run's numbers come from: elementary functions, tasks, whole runs on
 * WebAssembly. Node, Chromium and Firefox all have to arrive at those of test/fixtures/digests.json.
 */
export interface Digests {
  readonly functions: Readonly<Record<string, string>>;
  readonly environments: Readonly<Record<string, string>>;
  readonly runs: readonly RunDigests[];
}

export interface RunDigests {
  readonly name: string;
  /** What the run's configuration has other than {@link smallRun}. */
  readonly configuration: Partial<RunConfiguration>;
  /** The run's digest as the page and the command line tell it: of the parameters after the last iteration. */
  readonly parameters: string;
  /** Of every metric of every iteration and member, in float64. */
  readonly metrics: string;
}

/** The two-dimensional task in which most runs train: a full covariance differs from a diagonal one. */
const PLANE = { environment: 'point-mass', hiddenSizes: [16, 12], initialStandardDeviation: 0.7 } as const;
/** Bounds, clip and step so that three iterations go beyond every one of them. */
const BOUNDS = {
  meanBound: 3e-3,
  covarianceBound: 1e-4,
  averageKlBound: 1e-4,
  clipRatio: 0.02,
  learningRate: 3e-3,
} as const;

/** A task of three actions, and a bound that three iterations go beyond. */
const CHOICES = {
  environment: 'mountain-car-discrete',
  hiddenSizes: [16, 12],
  ...BOUNDS,
  categoricalBound: 1e-3,
} as const;

/** Every algorithm with every head, every layer with every head, every task, and the options. */
const RUNS: readonly { readonly name: string; readonly configuration: Partial<RunConfiguration> }[] = [
  ...GAUSSIAN_HEAD_IDS.flatMap((head) => [
    ...PROJECTION_IDS.map((projection) => ({
      name: `trpl, ${projection}, ${head}`,
      configuration: { ...PLANE, ...BOUNDS, projection, head },
    })),
    ...ALGORITHMS.filter(({ layer }) => layer === null).map(({ id: algorithm }) => ({
      name: `${algorithm}, ${head}`,
      configuration: { ...PLANE, ...BOUNDS, algorithm, head },
    })),
    {
      name: `trpl, kl, ${head}, one covariance for all states`,
      configuration: { ...PLANE, ...BOUNDS, head, stateDependent: false },
    },
  ]),
  ...PROJECTION_IDS.filter((projection) => projection !== 'kl').map((projection) => ({
    name: `trpl, ${projection}, full, not scaled`,
    configuration: { ...PLANE, ...BOUNDS, projection, head: 'full' as const, scaled: false },
  })),
  ...(['linear', 'exponential'] as const).map((entropySchedule) => ({
    name: `${entropySchedule} entropy floor`,
    configuration: {
      ...PLANE,
      ...BOUNDS,
      projection: 'w2' as const,
      head: 'full' as const,
      entropySchedule,
      targetEntropy: 2.5,
      entropyCoefficient: 0.01,
      entropyFirst: entropySchedule === 'linear',
    },
  })),
  ...CATEGORICAL_METRIC_IDS.map((categoricalProjection) => ({
    name: `trpl, ${categoricalProjection}, categorical`,
    configuration: { ...CHOICES, categoricalProjection },
  })),
  ...ALGORITHMS.filter(({ layer }) => layer === null).map(({ id: algorithm }) => ({
    name: `${algorithm}, categorical`,
    configuration: { ...CHOICES, algorithm },
  })),
  {
    name: 'linear entropy floor, categorical',
    configuration: {
      ...CHOICES,
      entropySchedule: 'linear',
      targetEntropy: 1,
      entropyCoefficient: 0.01,
    },
  },
  ...(['relu', 'elu'] as const).map((activation) => ({
    name: `${activation} units`,
    configuration: { ...PLANE, activation },
  })),
  {
    name: 'every option of an update',
    configuration: {
      algorithm: 'ppo',
      learningRateDecay: true,
      valueClip: 0.2,
      maximalGradientNorm: 0.5,
      normaliseRewards: true,
      klStop: 1e-3,
      policyEpochs: 5,
      learningRate: 3e-3,
    },
  },
  { name: 'three seeds', configuration: { seeds: [0, 7, 2_147_483_647] } },
  ...ENVIRONMENT_IDS.map((environment) => ({
    name: `the start of ${environment}`,
    configuration: briefly(baseConfiguration(null, environment)),
  })),
  { name: 'the fast pendulum', configuration: briefly(presetConfiguration('pendulum-fast')) },
];

/** Two iterations of a preset, in its own sizes. */
function briefly(preset: RunConfiguration): Partial<RunConfiguration> {
  return {
    ...preset,
    engine: 'simd',
    environments: 16,
    stepsPerIteration: 64,
    policyEpochs: 2,
    valueEpochs: 2,
    steps: 2 * 16 * 64,
  };
}

/** All digests, computed here and now. */
export async function computeDigests(): Promise<Digests> {
  const functions: Record<string, string> = {};
  for (const [name, values] of Object.entries(functionValues())) functions[name] = digest(values);
  const environments: Record<string, string> = {};
  for (const id of ENVIRONMENT_IDS) environments[id] = digest(environmentValues(id));
  const runs: RunDigests[] = [];
  for (const { name, configuration } of RUNS) runs.push(await runDigests(name, smallRun(configuration)));
  return { functions, environments, runs };
}

async function runDigests(name: string, configuration: RunConfiguration): Promise<RunDigests> {
  const { events, iterations } = await runToEnd(configuration, environmentById(configuration.environment));
  const last = events.at(-1);
  if (last?.type !== 'finished' || last.reason !== 'budget') {
    throw new Error(`the run did not spend its budget: ${JSON.stringify(last)}`);
  }
  const metrics = iterations.flatMap(({ members }) =>
    members.flatMap(({ metrics }) =>
      Object.keys(metrics)
        .sort()
        .map((name) => metrics[name as keyof typeof metrics] ?? -1e300),
    ),
  );
  return {
    name,
    configuration: differences(configuration, smallRun()),
    parameters: last.digest,
    metrics: digest(metrics),
  };
}

function differences(configuration: RunConfiguration, base: RunConfiguration): Partial<RunConfiguration> {
  const isOther = ([name, value]: [string, unknown]) =>
    JSON.stringify(value) !== JSON.stringify(base[name as keyof RunConfiguration]);
  return Object.fromEntries(Object.entries(configuration).filter(isOther));
}

/** Digest of numbers as little-endian float64. */
function digest(values: readonly number[]): string {
  const view = new DataView(new ArrayBuffer(8 * values.length));
  values.forEach((value, i) => {
    if (Number.isNaN(value)) throw new Error(`value ${i} is not a number: its bits mean nothing`);
    view.setFloat64(8 * i, value, true);
  });
  return bytesToHex(sha256(new Uint8Array(view.buffer)));
}

/** Values of every elementary function, and the first draws of a random stream. */
function functionValues(): Record<string, number[]> {
  const random = createRandom(1);
  const between = (low: number, high: number) => low + (high - low) * random.uniform();
  const many = (draw: () => number) => Array.from({ length: 1000 }, draw);
  const anySize = () => integerPower(10, Math.floor(between(-300, 300))) * between(0.1, 1);
  const angle = () => (random.uniform() < 0.9 ? between(-100, 100) : anySize());
  return {
    exp: many(() => exp(between(-750, 710))),
    expm1: many(() => expm1(between(-2, 2))),
    log: many(() => log(random.uniform() < 0.5 ? anySize() : between(0.5, 1.5))),
    log1p: many(() => log1p(random.uniform() < 0.5 ? anySize() : between(-1, 1))),
    sin: many(() => sin(angle())),
    cos: many(() => cos(angle())),
    tanh: many(() => tanh(between(-10, 10))),
    atan: many(() => atan(between(-4, 4))),
    acos: many(() => acos(between(-1, 1))),
    atan2: many(() => atan2(random.normal(), random.normal())),
    power: many(() => power(anySize(), between(-1, 1))),
    hypot: many(() => hypot(anySize(), anySize())),
    normal: many(() => random.normal()),
    integer: many(() => random.integer(1_000_003)),
  };
}

/** States, observations, rewards and ends of eight copies of a task under 200 random actions, with resets. */
function environmentValues(id: EnvironmentId): number[] {
  const count = 8;
  const { stateSize, observationSpace, actionSpace, reset, step, observe } = environmentById(id);
  const random = createRandom(3);
  const state = new Float64Array(count * stateSize);
  const observation = new Float64Array(count * observationSpace.size);
  const action = new Float64Array(count * actionWidth(actionSpace));
  const elapsed = new Int32Array(count);
  const reward = new Float64Array(count);
  const terminated = new Uint8Array(count);
  const truncated = new Uint8Array(count);
  const values: number[] = [];
  for (let i = 0; i < count; i++) reset(state, i, random);
  for (let t = 0; t < 200; t++) {
    for (let i = 0; i < action.length; i++) {
      action[i] = isDiscrete(actionSpace) ? random.integer(actionSpace.size) : 1.5 * random.normal();
    }
    step(state, action, elapsed, { reward, terminated, truncated }, count);
    observe(state, observation, count);
    for (const part of [state, observation, reward, terminated, truncated]) values.push(...part);
    for (let i = 0; i < count; i++) {
      elapsed[i]!++;
      // Sooner than the time limit as well, so that every task starts often.
      if (terminated[i] === 0 && truncated[i] === 0 && elapsed[i]! < 50 + i) continue;
      reset(state, i, random);
      elapsed[i] = 0;
    }
  }
  return values;
}
