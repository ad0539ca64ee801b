import * as m from '#words/sessions';
import { algorithmOf } from '../algorithms/algorithmOf.ts';
import { createEngine } from '../engines/createEngine.ts';
import {
  type Engine,
  EngineFailure,
  type EngineId,
  type EngineSnapshot,
  type EngineSpecification,
} from '../engines/engine.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import { type IterationShape, timeEngine } from './engineTiming.ts';

/** How fast an engine was in a trial with the run's own shapes. */
export interface EngineTrial {
  readonly engine: EngineId;
  /** Environment steps a second of all members, if the networks were all their work (see `timeEngine`). */
  readonly stepsPerSecond: number;
}

/** An engine that is ready, and for people: why this one, and what was passed over. */
export interface OpenedEngine {
  readonly engine: Engine;
  readonly reason: string;
  /** Both engines' trials where they were timed against each other; else empty. */
  readonly trials: readonly EngineTrial[];
}

/** What the choice depends on. */
export type EngineWish = Pick<RunConfiguration, 'engine' | 'algorithm'> & IterationShape;

export interface ChoiceOptions {
  /** Threads over which the members would be spread on WebAssembly; 1 if left out. */
  readonly workers?: number;
  /** Milliseconds, monotonic. */
  readonly now?: () => number;
}

/** WebGPU wins where it is not slower by more than this share, which a trial cannot tell apart. */
const TIE = 0.05;

type SelectableEngine = 'webgpu' | 'simd';
const NAMES: Readonly<Record<SelectableEngine, string>> = { webgpu: 'WebGPU', simd: 'WebAssembly' };

/**
 * The engine a run asks for. `auto` times WebGPU (on a hardware adapter) against WebAssembly for a fraction of a
 * second and takes the faster; what is not there, or has failed in this run, is passed over for the other.
 *
 * @param failed engines that failed in this run
 * @throws {Error} with a sentence for people when there is none left
 */
export async function openChosenEngine(
  wish: EngineWish,
  specification: EngineSpecification,
  start: EngineSnapshot,
  failed: readonly EngineId[],
  options: ChoiceOptions = {},
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

  const { label, needs } = algorithmOf(wish);
  let contest: Contest | null = null;
  if (wish.engine === 'auto' && failed.length === 0 && !needs.curvature) {
    const webgpu = await attempt('webgpu', true);
    contest = webgpu && (await holdContest(webgpu, wish, specification, start, options));
    if (webgpu && contest?.winner === 'webgpu') {
      webgpu.restore(start);
      return opened(webgpu, contest.reason, contest.trials);
    }
    webgpu?.dispose();
  }
  const reason = (id: SelectableEngine): string => {
    if (needs.curvature) return m.needsCurvature({ method: label, engine: NAMES[id] });
    if (failed.length > 0) return m.takesOver({ engine: NAMES[id] });
    if (id === wish.engine) return m.askedFor({ engine: NAMES[id] });
    if (id === 'simd' && wish.engine === 'auto') return m.worksEverywhere();
    return m.usedInstead({ engine: NAMES[id] });
  };
  const inOrder: SelectableEngine[] = wish.engine === 'webgpu' ? ['webgpu', 'simd'] : ['simd', 'webgpu'];
  for (const id of needs.curvature ? (['simd'] as const) : inOrder) {
    const engine = await attempt(id);
    if (engine && contest?.winner === id) return opened(engine, contest.reason, contest.trials);
    if (engine) return opened(engine, reason(id));
  }
  const advice = needs.curvature ? m.onlyWebAssembly({ method: label }) : m.noEngine();
  throw new Error([...passedOver, advice].join(' '));
}

interface Contest {
  readonly winner: SelectableEngine;
  readonly reason: string;
  readonly trials: readonly EngineTrial[];
}

/**
 * Times WebGPU with all members against WebAssembly with one, which is what it trains at a time on each thread. Leaves
 * nothing behind but a used `webgpu`, which the caller restores or disposes of.
 */
async function holdContest(
  webgpu: Engine,
  wish: EngineWish,
  specification: EngineSpecification,
  start: EngineSnapshot,
  { workers = 1, now = () => performance.now() }: ChoiceOptions,
): Promise<Contest> {
  const { members } = specification;
  let simd: Engine | null = null;
  try {
    simd = await createEngine('simd', specification, start);
    const atATime = members / Math.ceil(members / workers);
    const onSimd = atATime * (await timeEngine(simd, wish, now));
    const onWebgpu = await timeEngine(webgpu, wish, now);
    const winner = onWebgpu >= (1 - TIE) * onSimd ? 'webgpu' : 'simd';
    return {
      winner,
      reason: m.fasterInTrial({ engine: NAMES[winner] }),
      trials: [
        { engine: 'webgpu', stepsPerSecond: onWebgpu },
        { engine: 'simd', stepsPerSecond: onSimd },
      ],
    };
  } catch (error) {
    if (!(error instanceof EngineFailure)) throw error;
    const winner = error.engine === 'webgpu' ? 'simd' : 'webgpu';
    return { winner, reason: `${error.message} ${m.usedInstead({ engine: NAMES[winner] })}`, trials: [] };
  } finally {
    simd?.dispose();
  }
}
