import { train } from '../src/algorithms/trainer.ts';
import { createEngine } from '../src/engines/createEngine.ts';
import type { Environment } from '../src/environments/environment.ts';
import { environmentById } from '../src/environments/registry.ts';
import type { RunConfiguration } from '../src/experiments/fields.ts';
import { type PresetId, presetConfiguration } from '../src/experiments/presets.ts';
import { createRandom } from '../src/gaussian/random.ts';
import type { BenchmarkRow } from './row.ts';

const PRESETS: readonly PresetId[] = ['pendulum', 'point-mass'];
/** Iterations before the clock starts: code is compiled, memory is allocated. */
const WARM_UP = 2;
const ITERATIONS = 5;
const RANDOM_STEPS = 2000;

/** Environment steps per second of the whole trainer, beside the same tasks stepped with random actions. */
export async function trainingBenchmarks(): Promise<BenchmarkRow[]> {
  const rows: BenchmarkRow[] = [];
  for (const preset of PRESETS) {
    const configuration: RunConfiguration = { ...presetConfiguration(preset), engine: 'simd' };
    const environment = environmentById(configuration.environment);
    const alone = randomStepsPerSecond(environment, configuration.environments);
    const whole = await trainerStepsPerSecond(configuration, environment);
    const against = 'of random actions';
    rows.push(
      { name: `${preset}: environments alone, random actions`, value: alone, unit: 'steps/s' },
      { name: `${preset}: trainer, simd`, value: whole, unit: 'steps/s', ratio: whole / alone, against },
    );
  }
  return rows;
}

async function trainerStepsPerSecond(
  configuration: RunConfiguration,
  environment: Environment,
): Promise<number> {
  const seconds = () => performance.now() / 1000;
  let since = seconds();
  let steps = 0;
  const events = train(
    configuration,
    environment,
    (specification, start) => createEngine('simd', specification, start),
    // Nobody waits for an answer while it runs.
    { pace: async () => {}, seconds },
  );
  for await (const event of events) {
    if (event.type !== 'iteration') continue;
    if (event.iteration === WARM_UP) {
      since = seconds();
      steps = event.steps;
    }
    if (event.iteration === WARM_UP + ITERATIONS) return (event.steps - steps) / (seconds() - since);
  }
  throw new RangeError(`the preset ends before iteration ${WARM_UP + ITERATIONS}`);
}

function randomStepsPerSecond(environment: Environment, n: number): number {
  const random = createRandom(1);
  const { size } = environment.actionSpace;
  const state = new Float64Array(n * environment.stateSize);
  const action = new Float64Array(n * size);
  const elapsed = new Int32Array(n);
  const observation = new Float32Array(n * environment.observationSpace.size);
  const outcome = {
    reward: new Float64Array(n),
    terminated: new Uint8Array(n),
    truncated: new Uint8Array(n),
  };
  const step = () => {
    environment.observe(state, observation, n);
    for (let i = 0; i < action.length; i++) action[i] = random.normal();
    environment.step(state, action, elapsed, outcome, n);
    for (let i = 0; i < n; i++) {
      elapsed[i]!++;
      if (!outcome.terminated[i] && !outcome.truncated[i]) continue;
      environment.reset(state, i, random);
      elapsed[i] = 0;
    }
  };
  for (let i = 0; i < n; i++) environment.reset(state, i, random);
  for (let i = 0; i < RANDOM_STEPS / 10; i++) step();
  const since = performance.now();
  for (let i = 0; i < RANDOM_STEPS; i++) step();
  return (1000 * n * RANDOM_STEPS) / (performance.now() - since);
}
