import { generate } from './generated.mjs';

/** Before the tests: the WebAssembly kernels and the words that they import. */
export default async function setup() {
  await generate();
}
