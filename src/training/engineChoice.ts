import { createEngine } from '../engines/createEngine.ts';
import {
  type Engine,
  EngineFailure,
  type EngineId,
  type EngineSnapshot,
  type EngineSpecification,
} from '../engines/engine.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import { timeEngine } from './engineTiming.ts';

/** How fast an engine was in a trial with the run's own shapes: states a second through a gradient step. */
export interface EngineTrial {
  readonly engine: EngineId;
  readonly statesPerSecond: number;
}

/** An engine that is ready, and for people: why this one, and what was passed over. */
export interface OpenedEngine {
  readonly engine: Engine;
  readonly reason: string;
  /** Both engines' trials where they were timed against each other; else empty. */
  readonly trials: readonly EngineTrial[];
}

/** What the choice depends on. */
export type EngineWish = Pick<RunConfiguration, 'engine' | 'algorithm' | 'minibatchSize'>;

type SelectableEngine = 'webgpu' | 'simd';
const NAMES: Readonly<Record<SelectableEngine, string>> = { webgpu: 'WebGPU', simd: 'WebAssembly' };

/**
 * The engine a run asks for. `auto` times WebGPU (on a hardware adapter) against WebAssembly for a fraction of a
 * second and takes the faster; what is not there, or has failed in this run, is passed over for the other.
 *
 * @param failed engines that failed in this run
 * @param now milliseconds, monotonic
 * @throws {Error} with a sentence for people when there is none left
 */
export async function openChosenEngine(
  wish: EngineWish,
  specification: EngineSpecification,
  start: EngineSnapshot,
  failed: readonly EngineId[],
  now: () => number = () => performance.now(),
): Promise<OpenedEngine> {
  const passedOver: string[] = [];
  const attempt = async (id: SelectableEngine, hardwareOnly = false): Promise<Engine | null> => {
    if (failed.includes(id)) return null;
    try {
      return await createEngine(id, specification, start, { hardwareOnly });
    } catch (error) {
      if (!(error instanceof EngineFailure)) throw error;
      passedOver.push(error.message);
      return null;
    }
  };
  const opened = (engine: Engine, reason: string, trials: readonly EngineTrial[] = []): OpenedEngine => ({
    engine,
    reason: [...passedOver, reason].join(' '),
    trials,
  });

  if (wish.algorithm === 'trpo') {
    const simd = await attempt('simd');
    if (simd) return opened(simd, 'TRPO needs Fisher-vector products, which only WebAssembly has.');
    throw new Error([...passedOver, 'TRPO trains on WebAssembly only; choose another algorithm.'].join(' '));
  }
  if (wish.engine === 'auto' && failed.length === 0) {
    const webgpu = await attempt('webgpu', true);
    const simd = await attempt('simd');
    if (webgpu && simd) {
      return faster(webgpu, simd, wish.minibatchSize, specification, start, now, opened);
    }
    const only = webgpu ?? simd;
    if (only)
      return opened(only, simd ? 'WebAssembly works everywhere.' : 'WebGPU has a hardware adapter here.');
  } else {
    const order: SelectableEngine[] = wish.engine === 'webgpu' ? ['webgpu', 'simd'] : ['simd', 'webgpu'];
    for (const id of order) {
      const engine = await attempt(id);
      if (!engine) continue;
      if (failed.length > 0) return opened(engine, `${NAMES[id]} takes over where the other engine failed.`);
      return opened(
        engine,
        id === wish.engine ? `${NAMES[id]} was asked for by name.` : `${NAMES[id]} is used instead.`,
      );
    }
  }
  throw new Error(
    [...passedOver, 'No engine is left; reload the page or try a browser with WebAssembly SIMD.'].join(' '),
  );
}

/** Times two engines on throw-away copies of themselves, so that the run begins as if nobody had. */
async function faster(
  webgpu: Engine,
  simd: Engine,
  minibatchSize: number,
  specification: EngineSpecification,
  start: EngineSnapshot,
  now: () => number,
  opened: (engine: Engine, reason: string, trials: readonly EngineTrial[]) => OpenedEngine,
): Promise<OpenedEngine> {
  const trials: EngineTrial[] = [];
  try {
    for (const engine of [simd, webgpu]) {
      const statesPerSecond = await timeEngine(engine, specification, minibatchSize, now);
      trials.push({ engine: engine.id, statesPerSecond });
      engine.restore(start);
    }
  } catch (error) {
    if (!(error instanceof EngineFailure)) throw error;
    webgpu.dispose();
    simd.restore(start);
    return opened(simd, `${error.message} WebAssembly works everywhere.`, []);
  }
  const [simdTrial, webgpuTrial] = trials;
  const takesGpu = webgpuTrial!.statesPerSecond >= simdTrial!.statesPerSecond;
  (takesGpu ? simd : webgpu).dispose();
  return opened(
    takesGpu ? webgpu : simd,
    `${takesGpu ? 'WebGPU' : 'WebAssembly'} was the faster of the two in a trial.`,
    trials,
  );
}
