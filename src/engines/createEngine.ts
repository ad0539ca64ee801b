import {
  type Engine,
  EngineFailure,
  type EngineId,
  type EngineSnapshot,
  type EngineSpecification,
} from './engine.ts';
import { freshSnapshot, type InitialParameters } from './freshSnapshot.ts';

/** How an engine is asked for. */
export interface EngineRequest {
  /** WebGPU on a software adapter counts as none. */
  readonly hardwareOnly?: boolean;
}

/**
 * An engine, started from initial parameters or continued from another engine's snapshot. Loads TensorFlow.js or the
 * WebAssembly module when it is called, not before. After an {@link EngineFailure}, another engine continues from the
 * last snapshot; asking for `webgpu` again asks for a new device.
 *
 * @throws {EngineFailure} with a sentence for people where there is no such engine here
 * @throws {RangeError} if the parameters do not fit the specification
 */
export async function createEngine(
  id: EngineId,
  specification: EngineSpecification,
  start: InitialParameters | EngineSnapshot,
  { hardwareOnly = false }: EngineRequest = {},
): Promise<Engine> {
  const snapshot = 'policySteps' in start ? start : freshSnapshot(start);
  if (id === 'simd') {
    const { createSimdEngine } = await import('./simd/simdEngine.ts');
    return createSimdEngine(specification, snapshot);
  }
  if (id === 'webgpu') {
    // Before TensorFlow.js is loaded for nothing; Node and older browsers have none.
    if (!globalThis.navigator?.gpu)
      throw new EngineFailure('WebGPU: not offered here (no navigator.gpu).', 'webgpu');
    const { webgpuObstacle } = await import('./tfjs/objectiveWgsl.ts');
    const obstacle = webgpuObstacle(specification.objective);
    if (obstacle !== null) throw new EngineFailure(obstacle, 'webgpu');
  }
  const { openBackend } = await import('./tfjs/backend.ts');
  const { TfjsEngine } = await import('./tfjs/tfjsEngine.ts');
  return new TfjsEngine(await openBackend(id, hardwareOnly), specification, snapshot);
}
