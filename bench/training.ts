import type { RunConfiguration } from '../src/experiments/fields.ts';
import { presetConfiguration } from '../src/experiments/presets.ts';
import { inChild } from './child.ts';
import type { BenchmarkRow } from './row.ts';
import type { TrainingMeasures } from './trainingProcess.ts';

const PENDULUM = presetConfiguration('pendulum');

const CASES: readonly {
  readonly name: string;
  readonly configuration: RunConfiguration;
  readonly goal?: string;
}[] = [
  { name: 'pendulum', configuration: PENDULUM, goal: '≥ 25,000 steps/s' },
  {
    name: 'pendulum, paper’s settings',
    // 2,048 steps an iteration, minibatches of 16, 20 + 10 epochs.
    configuration: {
      ...PENDULUM,
      environments: 32,
      stepsPerIteration: 64,
      minibatchSize: 16,
      policyEpochs: 20,
      valueEpochs: 10,
      learningRate: 5e-5,
    },
    goal: '≥ 10,000 steps/s',
  },
  { name: 'point-mass', configuration: presetConfiguration('point-mass') },
  {
    name: 'cart-pole-balance',
    configuration: presetConfiguration('cart-pole-balance'),
    goal: '≥ 40,000 steps/s',
  },
];

/** Environment steps per second of the whole trainer on one core, where its time goes, and what it holds. */
export async function trainingBenchmarks(): Promise<BenchmarkRow[]> {
  const rows: BenchmarkRow[] = [];
  for (const { name, configuration, goal } of CASES) {
    const measured = await inChild<TrainingMeasures>(
      'trainingProcess.ts',
      JSON.stringify({ ...configuration, engine: 'simd', seeds: [1] }),
    );
    const { stepsPerSecond, randomStepsPerSecond, outsideProducts, peak, before, engine } = measured;
    rows.push(
      { name: `${name}: environments alone, random actions`, value: randomStepsPerSecond, unit: 'steps/s' },
      {
        name: `${name}: trainer, simd`,
        value: stepsPerSecond,
        unit: 'steps/s',
        ratio: stepsPerSecond / randomStepsPerSecond,
        against: 'of random actions',
        ...(goal && { goal }),
      },
      { name: '… time outside matrix products', value: 100 * outsideProducts, unit: '%' },
      {
        name: '… peak memory of the process',
        value: peak / 1e6,
        unit: 'MB',
        ratio: peak / before,
        against: 'of what Node and the code take before the run',
      },
      { name: '… of which WebAssembly memory', value: engine / 1e6, unit: 'MB' },
    );
  }
  return rows;
}
