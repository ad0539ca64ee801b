import { compileKernels } from './kernels.mjs';

/** Before the tests: the WebAssembly kernels that they import. */
export default async function setup() {
  await compileKernels();
}
