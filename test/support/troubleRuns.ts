import type { RunConfiguration } from '../../src/experiments/fields.ts';
import { type PresetId, presetConfiguration } from '../../src/experiments/presets.ts';
import type { IterationMetrics } from '../../src/trainer/metrics.ts';
import { metrics } from './trainEvents.ts';

export interface TroubleRun {
  readonly name: string;
  readonly preset: PresetId;
  readonly changes: Partial<RunConfiguration>;
}

const REACHER = { steps: 131_072 };
const FIVE_LINKS = { steps: 163_840 };
const SPARSE = { steps: 192_000 };

/** Both methods with the settings that every task starts with, the longest cut short; they learn, or at least do no harm. */
export const SOUND_RUNS: readonly TroubleRun[] = (
  [
    ['pendulum', {}],
    ['mountain-car', {}],
    ['cart-pole', {}],
    ['acrobot', {}],
    ['point-mass', {}],
    ['reacher', REACHER],
    ['reacher-5-dense', FIVE_LINKS],
    ['reacher-5', SPARSE],
    ['cart-pole-balance', {}],
    ['acrobot-discrete', {}],
    ['mountain-car-discrete', {}],
  ] as const
).flatMap(([preset, changes]) =>
  (['trpl', 'ppo'] as const).map((algorithm) => ({
    name: `${preset} ${algorithm}`,
    preset,
    changes: { ...changes, algorithm },
  })),
);

/** Learning rates that nothing stands. */
export const RECKLESS_RUNS: readonly TroubleRun[] = [
  { name: 'pendulum pg 0.01', preset: 'pendulum', changes: { algorithm: 'pg', learningRate: 0.01 } },
  {
    name: 'pendulum pg 0.03',
    preset: 'pendulum',
    changes: { algorithm: 'pg', learningRate: 0.03, steps: 81_920 },
  },
  {
    name: 'pendulum pg 0.1',
    preset: 'pendulum',
    changes: { algorithm: 'pg', learningRate: 0.1, steps: 81_920 },
  },
  { name: 'pendulum ppo 0.01', preset: 'pendulum', changes: { algorithm: 'ppo', learningRate: 0.01 } },
  { name: 'point-mass pg 0.01', preset: 'point-mass-pg', changes: { learningRate: 0.01, steps: 65_536 } },
];

export const TROUBLE_RUNS = [...SOUND_RUNS, ...RECKLESS_RUNS];

export function troubleRunConfiguration({ preset, changes }: TroubleRun): RunConfiguration {
  return { ...presetConfiguration(preset), ...changes, seeds: [1], engine: 'simd' };
}

/** Of an iteration's metrics those that the watch reads, to four digits. */
export function troubleRow(all: IterationMetrics): (number | null)[] {
  const { episodic_return, episodes, policy_loss, value_loss, entropy } = all;
  return [episodic_return, episodes, policy_loss, value_loss, entropy].map((value) =>
    value === null ? null : Number(value.toPrecision(4)),
  );
}

export function metricsOfRow(row: readonly (number | null)[]): IterationMetrics {
  const [episodic_return, episodes, policy_loss, value_loss, entropy] = row;
  return {
    ...metrics(episodic_return!),
    ...{ episodes: episodes!, policy_loss: policy_loss!, value_loss: value_loss!, entropy: entropy! },
  };
}
