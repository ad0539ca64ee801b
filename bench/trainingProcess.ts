/** One training run in a process of its own, as a worker trains it: `trainingProcess.ts CONFIGURATION` (JSON). */

import type { Profiler } from 'node:inspector';
import { Session } from 'node:inspector/promises';
import { createEngine } from '../src/engines/createEngine.ts';
import type { Engine } from '../src/engines/engine.ts';
import { compileModule, instantiate, type Kernels } from '../src/engines/simd/kernelModule.ts';
import { environmentById } from '../src/environments/environmentById.ts';
import type { RunConfiguration } from '../src/experiments/fields.ts';
import { median } from '../src/experiments/statistics.ts';
import { train } from '../src/trainer/trainer.ts';
import { answer } from './child.ts';
import { microseconds } from './microseconds.ts';
import { createRandomStep } from './randomStep.ts';

/** Iterations before the clock starts (code is compiled, memory is allocated), on the clock, and under the profiler. */
const WARM_UP = 3;
const TIMED = 9;
const PROFILED = 5;
/** Microseconds between two samples of the profiler. */
const SAMPLING_INTERVAL = 200;

const PRODUCTS = [
  'product',
  'productWithDerivative',
  'addProduct',
  'parameterGradient',
] as const satisfies readonly (keyof Kernels)[];

export interface TrainingMeasures {
  /** Environment steps a second, from the median iteration; and of the environments alone, under random actions. */
  readonly stepsPerSecond: number;
  readonly randomStepsPerSecond: number;
  /** Share of the time spent outside matrix products. */
  readonly outsideProducts: number;
  /** Bytes: the most the process has held, what it held before the run, and the WebAssembly memory of the engine. */
  readonly peak: number;
  readonly before: number;
  readonly engine: number;
}

const configuration: RunConfiguration = JSON.parse(process.argv[2]!);
const environment = environmentById(configuration.environment);
// The random steps come last: the trainer shall be the first that runs the environment.
const trained = await measureTraining();
const { environments } = configuration;
const random = microseconds(createRandomStep(environment, environments));
answer({ ...trained, randomStepsPerSecond: (1e6 * environments) / random });

async function measureTraining(): Promise<Omit<TrainingMeasures, 'randomStepsPerSecond'>> {
  const before = process.memoryUsage.rss();
  const seconds = () => performance.now() / 1000;
  const engines: Engine[] = [];
  const events = train(
    configuration,
    environment,
    async (specification, start) => {
      const engine = await createEngine('simd', specification, start);
      engines.push(engine);
      return engine;
    },
    // Nobody waits for an answer while it runs.
    { pace: async () => {}, seconds },
  );
  const profiler = new Session();
  const times: number[] = [];
  let peak = 0;
  let since = seconds();
  let steps = 0;
  for await (const event of events) {
    if (event.type !== 'iteration') continue;
    if (event.iteration > WARM_UP && event.iteration <= WARM_UP + TIMED) {
      times.push((seconds() - since) / (event.steps - steps));
    }
    if (event.iteration === WARM_UP + TIMED) {
      // Kilobytes; read before the profiler adds its own.
      peak = 1024 * process.resourceUsage().maxRSS;
      profiler.connect();
      await profiler.post('Profiler.enable');
      await profiler.post('Profiler.setSamplingInterval', { interval: SAMPLING_INTERVAL });
      await profiler.post('Profiler.start');
    }
    if (event.iteration === WARM_UP + TIMED + PROFILED) break;
    since = seconds();
    steps = event.steps;
  }
  if (times.length < TIMED) throw new RangeError(`the run ends before iteration ${WARM_UP + TIMED}`);
  const { profile } = await profiler.post('Profiler.stop');
  return {
    stepsPerSecond: 1 / median(times),
    outsideProducts: 1 - (await shareOf(profile, PRODUCTS)),
    peak,
    before,
    engine: engines.reduce((sum, engine) => sum + engine.memory().bytes, 0),
  };
}

/** Share of the samples within functions of the module, or in what they call. */
async function shareOf(profile: Profiler.Profile, names: readonly (keyof Kernels)[]): Promise<number> {
  const kernels = instantiate(await compileModule());
  // Functions of a module without names are called by their numbers, which are the names of its exports.
  const known = new Set(names.map((name) => `wasm-function[${(kernels[name] as () => void).name}]`));
  const within = new Set<number>();
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const mark = (id: number, inside: boolean): void => {
    const node = nodes.get(id)!;
    const here = inside || known.has(node.callFrame.functionName);
    if (here) within.add(id);
    for (const child of node.children ?? []) mark(child, here);
  };
  mark(profile.nodes[0]!.id, false);
  let inside = 0;
  let all = 0;
  // The first sample stands for the start of the profiler.
  for (let i = 1; i < profile.samples!.length; i++) {
    all += profile.timeDeltas![i]!;
    if (within.has(profile.samples![i]!)) inside += profile.timeDeltas![i]!;
  }
  if (inside === 0) throw new RangeError('the profile knows no matrix product');
  return inside / all;
}
