/**
 * Makes what is made and not kept in the repository: the WebAssembly kernels and the functions that say the page's
 * sentences. Quick where nothing changed. `node scripts/generated.mjs`
 */
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { compileKernels } from './kernels.mjs';
import { compileWords } from './words.mjs';

/** @returns what it had to make, in words */
export async function generate() {
  const [kernels, areas] = await Promise.all([compileKernels(), compileWords()]);
  return [...(kernels ? ['the WebAssembly kernels'] : []), ...areas.map((area) => `the words of ${area}`)];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const made = await generate();
  if (made.length > 0) console.log(`compiled ${made.join(', ')}`);
}
