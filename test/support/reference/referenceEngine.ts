import '@tensorflow/tfjs-backend-cpu';
import { getBackend, setBackend } from '@tensorflow/tfjs-core';
import { createEngine } from '../../../src/engines/createEngine.ts';
import type { Engine, EngineSnapshot, EngineSpecification } from '../../../src/engines/engine.ts';
import { TfjsEngine } from '../../../src/engines/tfjs/tfjsEngine.ts';
import type { OpenEngine } from '../../../src/trainer/population.ts';
import { registerCpuKernels } from './cpuKernels.ts';

/**
 * The reference that the engines of the page are held to: the engine of WebGPU with its kernels computed in plain
 * TypeScript, in float64 between arrays of float32, on TensorFlow.js's `cpu` backend.
 */
export async function createReferenceEngine(
  specification: EngineSpecification,
  start: EngineSnapshot,
): Promise<Engine> {
  registerCpuKernels();
  await setBackend('cpu');
  const backend = {
    description: 'CPU',
    forwardWork: Number.POSITIVE_INFINITY,
    // A page that compares it with WebGPU has both in use.
    activate: () => {
      if (getBackend() !== 'cpu') void setBackend('cpu');
    },
  };
  return new TfjsEngine(backend, specification, start);
}

/** An engine of the page, or the reference. */
export type TestedEngine = 'webgpu' | 'simd' | 'reference';

export function createTestedEngine(
  id: TestedEngine,
  specification: EngineSpecification,
  start: EngineSnapshot,
): Promise<Engine> {
  return id === 'reference'
    ? createReferenceEngine(specification, start)
    : createEngine(id, specification, start);
}

/** The reference, which trains all members in one engine; where it fails, something is wrong with it. */
export const openReference: OpenEngine = (specification, start, failed) => {
  if (failed.length > 0) throw new Error('the reference engine failed');
  return createReferenceEngine(specification, start);
};
