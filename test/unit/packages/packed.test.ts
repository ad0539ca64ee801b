import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../../support/bundle.ts';
import { type Consumer, installPacked, PACKAGES, readmeExamples } from '../../support/packedPackages.ts';

/** The packages as somebody has them who installed them: tarballs in an empty folder, without this repository. */

const TSC = fileURLToPath(new URL('../../../node_modules/typescript/bin/tsc', import.meta.url));

let consumer: Consumer;
beforeAll(() => {
  consumer = installPacked();
}, 120_000);
afterAll(() => consumer?.remove());

const write = (name: string, text: string) => writeFileSync(join(consumer.folder, name), text);

/** What the strictest compiler says of a module and of our types that it reads; TensorFlow.js's own are not ours to check. */
function typeErrors(text: string, ...libraries: readonly string[]): string[] {
  write('consumer.ts', text);
  const options = ['--strict', '--noEmit', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess'];
  const environment = ['--ignoreConfig', '--module', 'nodenext', '--types', '', '--lib', libraries.join(',')];
  const result = spawnSync(process.execPath, [TSC, ...options, ...environment, 'consumer.ts'], {
    cwd: consumer.folder,
    encoding: 'utf8',
  });
  return result.stdout
    .split('\n')
    .filter((line) => /^(consumer\.ts|node_modules\/trust-region-layers).*error|^error/.test(line));
}

describe('packed packages', () => {
  it.each(PACKAGES)('%s holds its build, its types, its licence and its README, no sources', (name) => {
    const folder = join(consumer.folder, 'node_modules', name);
    expect(readdirSync(folder).sort()).toEqual(['LICENSE', 'README.md', 'dist', 'package.json']);
    expect(existsSync(join(folder, 'dist', 'index.js'))).toBe(true);
    expect(existsSync(join(folder, 'dist', 'index.d.ts'))).toBe(true);
  });

  it('finds the examples of the READMEs', () => {
    expect(readmeExamples()).toHaveLength(4);
  });

  it.each(readmeExamples())('runs $name as printed', ({ code, output }) => {
    write('example.js', code);
    const printed = execFileSync(process.execPath, ['example.js'], {
      cwd: consumer.folder,
      encoding: 'utf8',
      stdio: 'pipe',
    });
    expect(printed.trim()).toBe(output);
  });

  it('has types that a strict program without DOM, Node or WebGPU compiles with', () => {
    const good = `
      import { type GaussianBatch, kl, projectorOf, createProjector, PROJECTION_IDS, distanceOf, trustRegionLossOf } from 'trust-region-layers';
      import { CATEGORICAL_METRICS, categoricalProjectorOf } from 'trust-region-layers/categorical';
      import { exp } from 'trust-region-layers/elementary';
      import { createLogDensity } from 'trust-region-layers/gaussian';
      import { projectionWgsl } from 'trust-region-layers/wgsl';
      const layout = { factor: 'cholesky', dimension: 2, scaled: true, entropy: null } as const;
      const batch: GaussianBatch = { mean: new Float64Array(2), factor: new Float64Array(4) };
      const layer = projectorOf(kl, layout);
      layer.forward(batch, batch, { mean: 1, covariance: 1 }, layer.createResult(1), 1);
      export const all = [createProjector({ ...layout, projection: PROJECTION_IDS[0]! }), distanceOf(kl, layout), trustRegionLossOf(kl, { ...layout, covariancePart: true })];
      export const rest: [number, string] = [exp(1), projectionWgsl({ ...layout, projection: 'kl' })];
      categoricalProjectorOf(CATEGORICAL_METRICS.kl, { actions: 3, entropy: null }).prepare(new Float32Array(3), 1);
      createLogDensity('diagonal', 2);`;
    expect(typeErrors(good, 'es2022')).toEqual([]);
    expect(typeErrors(good.replace("'cholesky'", "'lower'"), 'es2022')).not.toEqual([]);
  });

  it('has types of the TensorFlow.js layers that need no backend of it', () => {
    const good = `
      import * as tf from '@tensorflow/tfjs-core';
      import { projectGaussian } from 'trust-region-layers-tfjs';
      import { ProjectionLayer } from 'trust-region-layers-tfjs/layer';
      declare const t: tf.Tensor;
      const bounds = { meanBound: 0.03, covarianceBound: 1e-3 };
      export const mean: tf.Tensor = projectGaussian('kl', { mean: t, factor: t }, { oldMean: t, oldFactor: t }, bounds).mean;
      export const layer = new ProjectionLayer({ projection: 'w2', ...bounds });`;
    expect(typeErrors(good, 'es2022', 'dom')).toEqual([]);
    expect(typeErrors(good.replace("'kl'", "'l2'"), 'es2022', 'dom')).not.toEqual([]);
  });

  it('bundles what is imported alone: one metric without the others, the layer with its registration', async () => {
    const one = await bundle(
      "import { kl, projectorOf } from 'trust-region-layers'; export const create = (l) => projectorOf(kl, l);",
      consumer.folder,
    );
    const diagonal = await bundle(
      "import { diagonalKl, projectorOf } from 'trust-region-layers'; export const create = (l) => projectorOf(diagonalKl, l);",
      consumer.folder,
    );
    expect(diagonal.length).toBeLessThan(0.6 * one.length);
    expect(gzipSync(diagonal, { level: 9 }).length).toBeLessThan(6000);
    const all = await bundle("export * from 'trust-region-layers'", consumer.folder);
    expect(all).toContain('frobenius');
    expect(one).not.toContain('frobenius');
    expect(all).not.toContain('fn pathBetween');
    const layer = await bundle("import 'trust-region-layers-tfjs/layer'", consumer.folder);
    expect(layer).toContain('TrustRegionProjection');
    const operation = await bundle("import 'trust-region-layers-tfjs'", consumer.folder);
    expect(operation).not.toContain('TrustRegionProjection');
  });
});
