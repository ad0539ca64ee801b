import { expect, type Page, test } from '@playwright/test';
import { webgpuAdapter } from '../../scripts/chromium.mjs';
import type { RunConfiguration } from '../../src/experiments/fields.ts';
import type { CategoricalObjectiveOptions } from '../pages/categoricalObjectiveChecks.ts';
import type { EnginePageApi } from '../pages/webgpu-engine.ts';
import type { EngineCaseOptions } from '../support/engineCase.ts';

/** The engine on a real WebGPU device (in software unless WEBGPU=hardware), against the reference. */

declare global {
  var engineTests: EnginePageApi;
}

test.beforeEach(async ({ page }) => {
  await page.goto('/test/pages/webgpu-engine.html');
  await page.waitForFunction(() => 'engineTests' in globalThis);
});

const compare = (page: Page, options: EngineCaseOptions) =>
  page.evaluate((given) => engineTests.compare(given), options);

const HEADS = ['diagonal', 'full', 'root'] as const;
const PROJECTIONS = ['kl', 'w2', 'frobenius', 'bures'] as const;

for (const head of HEADS) {
  test(`one step of each network equals the reference's: every projection, ${head} head`, async ({
    page,
  }) => {
    for (const projection of PROJECTIONS) {
      await expectEqual(page, { head, projection, entropyCoefficient: 0.01 });
    }
    await expectEqual(page, { head, projection: 'kl', stateDependent: false });
    for (const algorithm of ['pg', 'ppo'] as const) await expectEqual(page, { head, algorithm });
  });
}

test('unscaled metrics, entropy floors, activations and populations equal the reference too', async ({
  page,
}) => {
  await expectEqual(page, { projection: 'w2', scaled: false });
  await expectEqual(page, { projection: 'bures', scaled: false, head: 'full' });
  await expectEqual(page, { entropy: { mode: 'inequality', order: 'after' }, entropyFloor: 2.5 });
  await expectEqual(page, { entropy: { mode: 'equality', order: 'before' }, entropyFloor: 2, head: 'full' });
  await expectEqual(page, { entropy: { mode: 'inequality', order: 'after' } });
  await expectEqual(page, { activation: 'relu', hiddenSizes: [7] });
  await expectEqual(page, { activation: 'elu', hiddenSizes: [5, 6, 7, 8], count: 21 });
  const bounds = [
    [0.03, 0.001],
    [0.3, 0.05],
    [0.001, 1e-5],
  ] as const;
  await expectEqual(page, { bounds, count: 18 });
  await expectEqual(page, { bounds, count: 18, head: 'full', stateDependent: false });
  await expectEqual(page, { bounds, count: 18, maximalGradientNorm: 0.5, valueClip: 0.3 });
});

test('one step of each network equals the reference’s for categorical policies', async ({ page }) => {
  const head = 'categorical';
  for (const metric of ['kl', 'euclidean'] as const) {
    await expectEqual(page, { head, metric, actionSize: 3, entropyCoefficient: 0.01 });
    await expectEqual(page, { head, metric, actionSize: 64, bounds: CHOICE_BOUNDS, count: 18 });
  }
  await expectEqual(page, { head, stateDependent: false, trustRegionCoefficient: 0 });
  await expectEqual(page, {
    ...{ head, actionSize: 4, entropy: { mode: 'inequality', order: 'after' }, entropyFloor: 1.2 },
  });
  for (const algorithm of ['pg', 'ppo'] as const) {
    await expectEqual(page, { head, algorithm, actionSize: 5, entropyCoefficient: 0.01 });
  }
});

/** ε of each member; a categorical policy has no covariance to bound. */
const CHOICE_BOUNDS = [
  [0.001, 0],
  [0.1, 0],
  [1e-5, 0],
] as const;

test('the categorical objective row by row: usual rows, and hostile ones', async ({ page }) => {
  const after = { mode: 'inequality', order: 'after' } as const;
  const before = { mode: 'inequality', order: 'before' } as const;
  const options: CategoricalObjectiveOptions[] = [
    { actions: 3 },
    { actions: 6, clipRatio: 0.2, entropyCoefficient: 0.01 },
    { actions: 1, metric: 'kl' },
    ...(['kl', 'euclidean'] as const).flatMap((metric): CategoricalObjectiveOptions[] => [
      { actions: 2, metric },
      { actions: 64, metric, entropyCoefficient: 0.01 },
      { actions: 5, metric, entropy: metric === 'kl' ? after : before },
    ]),
  ];
  const checks = await page.evaluate((given) => engineTests.categoricalObjectives(given), options);
  for (const [kind, list] of Object.entries(checks)) {
    for (const check of list) {
      const name = `${check.name}, ${kind}`;
      expect(check.surrogate, `${name}: surrogate`).toBeLessThan(3e-4);
      expect(check.entropy, `${name}: entropy`).toBeLessThan(1e-5);
      expect(check.trustRegion, `${name}: trust-region loss`).toBeLessThan(2e-3);
      expect(check.gradient, `${name}: gradient`).toBeLessThan(5e-3);
      expect(check.undetected, `${name}: rows that have diverged`).toBe(0);
      // One action is all there is: no policy lies outside.
      if (check.layer && check.actions > 1) expect(check.active, `${name}: rows outside`).toBeGreaterThan(30);
    }
  }
});

/** Each with bounds that most states leave. */
const DISCRETE_RUNS: readonly Partial<RunConfiguration>[] = [
  { algorithm: 'trpl', categoricalProjection: 'kl', categoricalBound: 0.02 },
  { algorithm: 'trpl', categoricalProjection: 'euclidean', categoricalBound: 0.005 },
  { algorithm: 'ppo', entropyCoefficient: 0.01, maximalGradientNorm: 0.5 },
  { algorithm: 'papi', averageKlBound: 0.005 },
  { algorithm: 'pg' },
];

test('a task with discrete actions trains on WebGPU to what it trains to on WebAssembly', async ({
  page,
}) => {
  const train = (overrides: Partial<RunConfiguration>) =>
    page.evaluate((given) => engineTests.trainChoices(given), { learningRate: 1e-2, ...overrides });
  for (const run of DISCRETE_RUNS) {
    const { apart, webgpu } = await train({ ...run, steps: 512 * 12 });
    const name = JSON.stringify(run);
    expect(apart, name).toBeLessThan(1e-3);
    expect(webgpu.at(-1)!.episodic_return, name).toBeGreaterThan(12);
    if (run.algorithm !== 'papi') {
      const beyond = Math.max(...webgpu.map((metrics) => metrics.violations_proposed));
      expect(beyond, name).toBeGreaterThan(0.5);
    }
    if (run.algorithm === 'trpl') {
      expect(Math.max(...webgpu.map((metrics) => metrics.violations_projected!)), name).toBe(0);
    }
  }
  // The first floor is all but ln n, where the gradient is what the last digits leave of it.
  const floor = { entropySchedule: 'linear', targetEntropy: 0.7, categoricalBound: 0.02 } as const;
  const { apart } = await train({ ...floor, algorithm: 'trpl', steps: 512 * 2 });
  expect(apart).toBeLessThan(0.05);
});

async function expectEqual(page: Page, options: EngineCaseOptions) {
  const { engines, losses, policyGradient, valueGradient, policyOutput } = await compare(page, options);
  const what = JSON.stringify(options);
  expect(engines).toEqual([expect.stringMatching(/^WebGPU \(/), 'CPU']);
  expect(losses, `losses, ${what}`).toBeLessThan(1e-5);
  expect(policyGradient, `policy gradient, ${what}`).toBeLessThan(1e-4);
  expect(valueGradient, `value gradient, ${what}`).toBeLessThan(1e-5);
  expect(policyOutput, `policy output, ${what}`).toBeLessThan(1e-4);
}

test('parameters that are put in, and a free factor, are those that the next step starts from', async ({
  page,
}) => {
  const bounds = [
    [0.03, 0.001],
    [0.1, 0.1],
  ] as const;
  for (const head of HEADS) {
    const replace = (given: EngineCaseOptions) => engineTests.replaceParameters(given);
    const { wrong, gradient } = await page.evaluate(replace, { head, bounds });
    expect(wrong, head).toBe(0);
    expect(gradient, head).toBeLessThan(1e-4);
  }
});

test('a policy step of the standard agent is ten kernels, one dispatch each', async ({ page }) => {
  const options = { observationSize: 8, actionSize: 2, hiddenSizes: [64, 64], count: 256 };
  const { kernels, dispatches } = await page.evaluate((given) => engineTests.kernels(given), options);
  expect(kernels.length).toBe(10);
  expect(dispatches).toBe(kernels.length);
});

test('as many tensors after iteration 50 as after iteration 3', async ({ page }) => {
  const { tensors, afterDispose } = await page.evaluate(() => engineTests.tensorsOverIterations({}, 50));
  expect(tensors[49]).toBe(tensors[2]);
  expect(afterDispose).toBe(0);
});

test('after policy steps the projected policy is within both bounds in every state', async ({ page }) => {
  for (const projection of PROJECTIONS) {
    const options = { projection, count: 64 };
    const { proposed, projected } = await page.evaluate(
      (given) => engineTests.boundsUsed(given, 10),
      options,
    );
    expect(Math.min(proposed.mean, proposed.covariance)).toBeGreaterThan(1);
    expect(Math.max(projected.mean, projected.covariance), projection).toBeLessThan(1.0001);
  }
});

test('rows that are worth a read-back run on the device and agree with the host', async ({ page }) => {
  const { length, difference } = await page.evaluate(() => engineTests.largeForward());
  expect(length).toBe(2000 * 4);
  expect(difference).toBeLessThan(1e-5);
});

test('a destroyed device is an EngineFailure, and the run goes on from its snapshot', async ({ page }) => {
  const result = await page.evaluate(() => engineTests.loseDevice({}));
  expect(result.error?.name).toBe('EngineFailure');
  expect(result.error?.message).toContain('device was lost');
  expect(result.continuedOn).toBe('simd');
  expect(result.steps).toBe(2);
  expect(result.finite).toBe(true);
  expect(result.restartedOn).toBe('webgpu');
  expect(result.difference).toBeLessThan(1e-4);
  expect(await page.evaluate(() => engineTests.loseDeviceWhileReading())).toBe('EngineFailure');
});

test('an error that the device reports is an EngineFailure too', async ({ page }) => {
  const { error, restartedOn, policySteps } = await page.evaluate(() => engineTests.breakDevice());
  expect(error?.name).toBe('EngineFailure');
  expect(error?.message).toContain('reported an error');
  expect([restartedOn, policySteps]).toEqual(['webgpu', 2]);
});

test('auto passes over a software adapter and says so; webgpu by name takes it', async ({ page }) => {
  test.skip(webgpuAdapter() === 'hardware', 'the adapter at hand is no software');
  const said = await page.evaluate(() => engineTests.choices());
  expect(said['auto']).toMatchObject({ id: 'simd', trials: 0 });
  expect(said['auto']?.reason).toContain('only a software adapter');
  expect(said['webgpu']).toMatchObject({ id: 'webgpu', reason: 'WebGPU was asked for by name.' });
  expect(said['webgpu']?.description).toMatch(/^WebGPU \(.+\)$/);
  expect(said['simd']).toMatchObject({ id: 'simd', description: 'WebAssembly SIMD' });
});
