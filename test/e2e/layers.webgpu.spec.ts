import { expect, type Page, test } from '@playwright/test';
import type { FactorKind } from '../../src/gaussian/types.ts';
import type { TrustRegionLossSpecification } from '../../src/projections/trustRegionLoss.ts';
import type { ProjectionId, ProjectionSpecification } from '../../src/projections/types.ts';
import type { LayerCheck } from '../pages/layerChecks.ts';
import type { LayersPageApi } from '../pages/webgpu-layers.ts';

/** The op and its WGSL on a real WebGPU device (in software), against src/projections in float64. */

declare global {
  var layerTests: LayersPageApi;
}

test.beforeEach(async ({ page }) => {
  await page.goto('/test/pages/webgpu-layers.html');
  await page.waitForFunction(() => 'layerTests' in globalThis);
});

const METRICS: readonly (readonly [ProjectionId, boolean])[] = [
  ['kl', true],
  ['w2', true],
  ['w2', false],
  ['frobenius', true],
  ['frobenius', false],
  ['bures', true],
  ['bures', false],
];
const ENTROPY_STEPS = [
  { mode: 'inequality', order: 'after' },
  { mode: 'equality', order: 'after' },
  { mode: 'inequality', order: 'before' },
  { mode: 'equality', order: 'before' },
] as const;

const specify = (
  [projection, scaled]: readonly [ProjectionId, boolean],
  factor: FactorKind,
  dimension: number,
  entropy: ProjectionSpecification['entropy'] = null,
): ProjectionSpecification => ({ projection, scaled, factor, dimension, entropy });

function expectAccurate(checks: readonly LayerCheck[]) {
  for (const check of checks) {
    const { name } = check;
    expect(check.active, `${name}: parts outside their bound`).toBeGreaterThan(40);
    expect(check.moved, `${name}: entries that moved though inside`).toBe(0);
    expect(check.forward, `${name}: forward`).toBeLessThan(2e-6);
    expect(check.gradient, `${name}: gradient`).toBeLessThan(2e-3);
    for (const [part, errors] of [
      ['mean', check.meanBound],
      ['covariance', check.covarianceBound],
    ] as const) {
      const [atMillionth, atThousandth, atTenth] = errors as [number, number, number];
      expect(atMillionth, `${name}: ${part} bound of 1e-6`).toBeLessThan(0.01);
      expect(atThousandth, `${name}: ${part} bound of 1e-3`).toBeLessThan(1e-4);
      expect(atTenth, `${name}: ${part} bound of 0.1`).toBeLessThan(1e-4);
    }
  }
}

const layers = (page: Page, specifications: readonly ProjectionSpecification[]) =>
  page.evaluate((given) => layerTests.layers(given), specifications);

test('diagonal factors: every metric and dimension, every entropy step', async ({ page }) => {
  const dimensions = [1, 2, 3, 6, 8, 17, 32];
  const specifications = METRICS.flatMap((metric) => [
    ...dimensions.map((k) => specify(metric, 'diagonal', k)),
    ...ENTROPY_STEPS.map((entropy) => specify(metric, 'diagonal', 2, entropy)),
  ]);
  expectAccurate(await layers(page, specifications));
});

// A software adapter takes a second to compile the shader of one full covariance, so not every combination is
// tried: every metric with every layout, every dimension with every layout, every entropy step with every layout.
for (const [index, factor] of (['cholesky', 'root', 'covariance'] as const).entries()) {
  test(`${factor} factors: every metric, dimension and entropy step`, async ({ page }) => {
    const dimensions = [2, 3, 6, 8, 1, 2, 3];
    const specifications = METRICS.map((metric, m) =>
      specify(metric, factor, dimensions[(m + 2 * index) % dimensions.length]!),
    );
    const steps = ENTROPY_STEPS.map((entropy, step) =>
      specify(METRICS[(2 * step + index) % METRICS.length]!, factor, 2, entropy),
    );
    expectAccurate(await layers(page, [...specifications, ...steps]));
  });
}

test('the same in a worker, where the trainer runs', async ({ page }) => {
  const specifications = [specify(['kl', true], 'diagonal', 2), specify(['kl', true], 'cholesky', 2)];
  expectAccurate(await page.evaluate((given) => layerTests.layersInWorker(given), specifications));
});

test('trust-region losses, log-densities and entropies in WGSL', async ({ page }) => {
  const specifications: TrustRegionLossSpecification[] = [];
  for (const [index, factor] of (['diagonal', 'cholesky', 'root', 'covariance'] as const).entries()) {
    for (const [m, metric] of METRICS.entries()) {
      const dimension = [3, 2, 1, 6][(m + index) % 4]!;
      specifications.push({ ...specify(metric, factor, dimension), covariancePart: true });
    }
    specifications.push({ ...specify(['w2', true], factor, 2), covariancePart: false });
  }
  const checks = await page.evaluate((given) => layerTests.losses(given), specifications);
  for (const check of checks) {
    expect(check.loss, `${check.name}: loss`).toBeLessThan(1e-4);
    expect(check.lossGradient, `${check.name}: gradient of the loss`).toBeLessThan(1e-3);
    expect(check.density, `${check.name}: log-density`).toBeLessThan(1e-4);
    expect(check.densityGradient, `${check.name}: gradient of the log-density`).toBeLessThan(1e-4);
    expect(check.entropy, `${check.name}: entropy`).toBeLessThan(1e-4);
  }
});

test('one kernel forward, one more backward, nothing left behind', async ({ page }) => {
  const { forward, both, leaked } = await page.evaluate(() => layerTests.cost());
  expect(forward).toEqual(['TrustRegionProjection']);
  expect(both).toEqual(['TrustRegionProjection', 'TrustRegionProjectionGradient']);
  expect(leaked).toBe(0);
});
