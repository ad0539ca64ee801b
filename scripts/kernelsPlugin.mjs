import { compileKernels } from './kernels.mjs';

/** Vite plugin: the WebAssembly kernels are compiled before anything that imports them is read. */
export function kernels() {
  return { name: 'kernels', enforce: 'pre', buildStart: compileKernels };
}
