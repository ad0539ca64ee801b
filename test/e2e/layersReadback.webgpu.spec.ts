import { expect, test } from '@playwright/test';
import type { FactorKind } from 'trust-region-layers/gaussian';
import { CHROMIUM_FLAGS, ensureChromium, webgpuFlags } from '../../scripts/chromium.mjs';

/**
 * Covariances too large for a thread run on the processor, which reads the tensors back synchronously. TensorFlow.js
 * does that through a canvas, so this file needs a browser whose WebGPU can also draw.
 */
test.use({
  launchOptions: {
    executablePath: ensureChromium(),
    args: [...CHROMIUM_FLAGS, ...webgpuFlags({ drawing: true })],
  },
});

for (const where of ['layers', 'layersInWorker'] as const) {
  test(`full covariances of more than 8 dimensions, ${where === 'layers' ? 'in the page' : 'in a worker'}`, async ({
    page,
  }) => {
    await page.goto('/test/pages/webgpu-layers.html');
    await page.waitForFunction(() => 'layerTests' in globalThis);
    const specification = (factor: FactorKind, dimension: number) =>
      ({ projection: 'kl', scaled: true, factor, dimension, entropy: null }) as const;
    const checks = await page.evaluate(([method, given]) => layerTests[method](given), [
      where,
      [specification('cholesky', 9), specification('covariance', 12)],
    ] as const);
    for (const check of checks) {
      expect(check.active).toBeGreaterThan(40);
      expect(check.forward).toBeLessThan(1e-6);
      expect(check.gradient).toBeLessThan(1e-4);
      expect(check.moved).toBe(0);
    }
  });
}
