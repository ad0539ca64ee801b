/**
 * Compiles the WebAssembly kernels (src/engines/simd/kernels, AssemblyScript) into a module that any environment can
 * import: src/engines/simd/generated/kernels.ts, which holds the binary as text. Does nothing where that is newer than
 * its sources. Called by `node scripts/generated.mjs`.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = join(root, 'src/engines/simd/kernels');
const target = join(root, 'src/engines/simd/generated/kernels.ts');
/** Optimised, SIMD without the relaxed instructions whose results differ between machines, no runtime. */
const OPTIONS = [
  '-O3',
  '--converge',
  '--noAssert',
  '--runtime',
  'stub',
  '--enable',
  'simd',
  '--initialMemory',
  '1',
  // Only for the declarations, which are all that is read of it.
  '--bindings',
  'raw',
];

/** @returns whether it had to compile */
export async function compileKernels() {
  const hash = createHash('sha256').update(OPTIONS.join(' '));
  hash.update(readFileSync(join(root, 'node_modules/assemblyscript/package.json')));
  for (const name of readdirSync(sources).sort()) hash.update(name).update(readFileSync(join(sources, name)));
  const stamp = `// ${hash.digest('hex')}`;
  if (existsSync(target) && readFileSync(target, 'utf8').startsWith(stamp)) return false;

  const { default: asc } = await import('assemblyscript/asc');
  let binary = null;
  let declarations = '';
  const { error, stderr } = await asc.main(
    [join(sources, 'index.ts'), '--outFile', 'kernels.wasm', ...OPTIONS],
    {
      writeFile: (name, contents) => {
        if (name.endsWith('.wasm')) binary = contents;
        if (name.endsWith('.d.ts')) declarations = contents;
      },
    },
  );
  if (error || binary === null)
    throw new Error(`The WebAssembly kernels do not compile:\n${stderr.toString()}`);
  const functions = [...declarations.matchAll(/export function (.*)/g)].map(
    ([, signature]) => `  ${signature}`,
  );
  const text = `${stamp}\n/** The functions of the module; pointers are byte offsets into its memory, sizes count numbers. */\nexport interface Kernels {\n  readonly memory: WebAssembly.Memory;\n${functions.join('\n')}\n}\n/** The compiled kernels, base64. Made by scripts/kernels.mjs. */\nexport const KERNELS =\n  '${Buffer.from(binary).toString('base64')}';\n`;
  mkdirSync(dirname(target), { recursive: true });
  // Whoever reads it meanwhile sees the old one or the new one.
  const draft = `${target}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, target);
  return true;
}
