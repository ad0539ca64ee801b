import { expect, type Page, test } from '@playwright/test';
import type {
  ProjectionId,
  ProjectionSpecification,
  TrustRegionLossSpecification,
} from 'trust-region-layers';
import type { FactorKind } from 'trust-region-layers/gaussian';
import type { LayerCheck } from '../pages/layerChecks.ts';
import type { LayersPageApi } from '../pages/webgpu-layers.ts';

/** The op and its WGSL on a real WebGPU device (in software), against the library in float64. */

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
  const specifications = METRICS.flatMap((metric) =>
    (metric[1] ? [1, 2, 3, 6, 8, 17, 32] : [2, 17]).map((k) => specify(metric, 'diagonal', k)),
  );
  const steps = ENTROPY_STEPS.flatMap((entropy) =>
    [METRICS[0]!, METRICS[3]!].map((metric) => specify(metric, 'diagonal', 2, entropy)),
  );
  expectAccurate(await layers(page, [...specifications, ...steps]));
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

test('categorical policies: both metrics, few and many actions, every entropy step', async ({ page }) => {
  const specifications = (['kl', 'euclidean'] as const).flatMap((metric, m) => [
    ...[2, 6, 64].map((actions) => ({ metric, actions, entropy: null })),
    ...ENTROPY_STEPS.filter((_, step) => step % 2 === m).map((entropy) => ({ metric, actions: 5, entropy })),
  ]);
  const checks = await page.evaluate((given) => layerTests.categoricals(given), specifications);
  for (const [index, check] of checks.entries()) {
    const { name } = check;
    expect(check.forbidden, `${name}: forbidden actions`).toBe(true);
    const warmed = specifications[index]!.entropy !== null;
    // A temperature multiplies the logits, and their rounding.
    expect(check.forward, `${name}: forward`).toBeLessThan(warmed ? 2e-4 : 2e-5);
    expect(check.gradient, `${name}: gradient`).toBeLessThan(5e-3);
    expect(check.loss, `${name}: loss`).toBeLessThan(1e-3);
    expect(check.lossGradient, `${name}: gradient of the loss`).toBeLessThan(2e-3);
    if (warmed) continue;
    expect(check.active, `${name}: states outside their bound`).toBeGreaterThan(15);
    const [atMillionth, atThousandth, atTenth] = check.bound as [number, number, number];
    expect(atMillionth, `${name}: bound of 1e-6`).toBeLessThan(0.01);
    expect(atThousandth, `${name}: bound of 1e-3`).toBeLessThan(1e-3);
    expect(atTenth, `${name}: bound of 0.1`).toBeLessThan(1e-4);
  }
});

test('trust-region losses, log-densities and entropies in WGSL', async ({ page }) => {
  const specifications: TrustRegionLossSpecification[] = [
    { ...specify(['w2', true], 'cholesky', 2), covariancePart: false },
  ];
  // The covariance part of the Frobenius loss has no scale.
  const metrics = METRICS.filter(([projection, scaled]) => projection !== 'frobenius' || scaled);
  for (const [index, factor] of (['diagonal', 'cholesky', 'root', 'covariance'] as const).entries()) {
    for (const [m, metric] of metrics.entries()) {
      const dimension = [3, 2, 1, 6][(m + index) % 4]!;
      specifications.push({ ...specify(metric, factor, dimension), covariancePart: true });
    }
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

test('extreme proposals stay finite and within bounds; NaN stays NaN and in its state', async ({ page }) => {
  for (const kind of ['diagonal', 'cholesky'] as const) {
    for (const projection of ['kl', 'w2', 'frobenius', 'bures'] as const) {
      const name = `${projection} ${kind}`;
      const result = await page.evaluate(([p, f]) => layerTests.hostile(p, f), [projection, kind] as const);
      expect(result.finite, name).toBe(true);
      expect(Math.max(...result.mean), name).toBeLessThan(1 + 1e-4);
      expect(Math.max(...result.covariance), name).toBeLessThan(1 + 1e-4);
      expect(result.notANumber, name).toBe(true);
    }
  }
});

test('one kernel forward, one more backward, nothing left behind', async ({ page }) => {
  const { forward, both, leaked } = await page.evaluate(() => layerTests.cost());
  expect(forward).toEqual(['TrustRegionProjection']);
  expect(both).toEqual(['TrustRegionProjection', 'TrustRegionProjectionGradient']);
  expect(leaked).toBe(0);
});
