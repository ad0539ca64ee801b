import * as m from '#words/engines';
import {
  type Engine,
  EngineFailure,
  type EngineId,
  type EngineSnapshot,
  type EngineSpecification,
} from './engine.ts';
import { memberSnapshot } from './snapshot.ts';

/** How an engine is asked for. */
export interface EngineRequest {
  /** WebGPU on a software adapter counts as none. */
  readonly hardwareOnly?: boolean;
}

/**
 * An engine with the networks of `start`, for as many of the members as it trains side by side: WebGPU takes them all,
 * WebAssembly the first, since there each is as fast alone. What it took is `engine.specification.members`. Loads
 * TensorFlow.js or the WebAssembly module when it is called, not before. After an {@link EngineFailure}, another
 * engine continues from the last snapshot; asking for `webgpu` again asks for a new device.
 *
 * @throws {EngineFailure} with a sentence for people where there is no such engine here
 * @throws {RangeError} if the snapshot does not fit the specification
 */
export async function createEngine(
  id: EngineId,
  specification: EngineSpecification,
  start: EngineSnapshot,
  { hardwareOnly = false }: EngineRequest = {},
): Promise<Engine> {
  if (id === 'simd') {
    const { createSimdEngine } = await import('./simd/simdEngine.ts');
    return createSimdEngine(
      { ...specification, members: 1 },
      memberSnapshot(start, specification.members, 0),
    );
  }
  // Before TensorFlow.js is loaded for nothing; Node and older browsers have none.
  if (!globalThis.navigator?.gpu) {
    throw new EngineFailure(m.noWebgpu(), 'webgpu');
  }
  const { webgpuObstacle } = await import('./tfjs/objectiveWgsl.ts');
  const obstacle = webgpuObstacle(specification.objective);
  if (obstacle !== null) throw new EngineFailure(obstacle, 'webgpu');
  const { openWebgpu } = await import('./tfjs/webgpuBackend.ts');
  const { TfjsEngine } = await import('./tfjs/tfjsEngine.ts');
  return new TfjsEngine(await openWebgpu(hardwareOnly), specification, start);
}
