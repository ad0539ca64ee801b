import type { EngineId } from '../engines/engine.ts';

/** Engines as the page calls them where it does not know the device. */
// not words: names
export const ENGINE_NAMES: Readonly<Record<EngineId, string>> = {
  webgpu: 'WebGPU',
  simd: 'WebAssembly SIMD',
};
