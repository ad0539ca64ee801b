import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { SOURCE_CONDITION } from '../scripts/sourceCondition.ts';
import { bundle } from '../test/support/bundle.ts';
import type { BenchmarkRow } from './row.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const AGAINST = 'all of @tensorflow/tfjs-core';

/** What is bundled: a module that imports it and hands it on. */
const BUNDLES: readonly { readonly name: string; readonly code: string; readonly goal?: string }[] = [
  { name: 'trust-region-layers, everything', code: "export * from 'trust-region-layers'", goal: '≤ 15 kB' },
  ...['kl', 'w2', 'frobenius', 'bures', 'diagonalKl', 'diagonalW2', 'diagonalFrobenius'].map((metric) => ({
    name: `trust-region-layers, a projector of ${metric} alone`,
    code: `import { projectorOf, ${metric} } from 'trust-region-layers'; export const create = (layout) => projectorOf(${metric}, layout)`,
    goal: '≤ 6 kB',
  })),
  { name: 'trust-region-layers/wgsl', code: "export * from 'trust-region-layers/wgsl'" },
];

/** Bytes over the wire, in kB: minified and compressed. */
async function sizeOf(code: string): Promise<number> {
  return gzipSync(await bundle(code, ROOT, [SOURCE_CONDITION]), { level: 9 }).length / 1000;
}

/** What a page pays for the packages. */
export async function packageBenchmarks(): Promise<BenchmarkRow[]> {
  const whole = await sizeOf("export * from '@tensorflow/tfjs-core'");
  const rows: BenchmarkRow[] = [];
  for (const { name, code, goal } of BUNDLES) {
    const value = await sizeOf(code);
    rows.push({
      name,
      value,
      unit: 'kB gzipped',
      ratio: value / whole,
      against: AGAINST,
      ...(goal && { goal }),
    });
  }
  return rows;
}
