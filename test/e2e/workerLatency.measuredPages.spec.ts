import { expect, test } from '@playwright/test';
import type { LatencyPageApi } from '../pages/worker-latency.ts';

/** How long the real worker takes to answer while it trains: the protocol promises 50 ms, also in mid-iteration. */

declare global {
  var latencyTests: LatencyPageApi;
}

const PROMISED = 50;

/** Environment steps: more than any machine trains while it is measured. */
const ENDLESS = 50_000_000;

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

for (const { title, engine, seeds, quantiles } of [
  { title: 'the default run on WebAssembly', engine: 'simd', seeds: [1], quantiles: [0.5, 0.95] },
  { title: 'the default run on software WebGPU', engine: 'webgpu', seeds: [1], quantiles: [0.5, 0.95] },
  {
    title: 'sixteen seeds on WebAssembly',
    engine: 'simd',
    seeds: Array.from({ length: 16 }, (_, index) => index + 1),
    quantiles: [0.5, 0.95],
  },
] as const) {
  test(`the worker answers within ${PROMISED} ms while it trains: ${title}`, async ({ page }) => {
    await page.goto('test/pages/worker-latency.html');
    await page.waitForFunction(() => 'latencyTests' in globalThis);
    const report = await page.evaluate((request) => latencyTests.measure(request), {
      preset: 'point-mass',
      overrides: { engine, seeds, steps: ENDLESS },
      seconds: 4,
    } as const);
    const [median, late, worst] = [0.5, 0.95, 1].map((share) => quantile(report.latencies, share));
    const milliseconds = (value: number) => `${value.toFixed(1)} ms`;
    console.log(
      `${title}: median ${milliseconds(median!)}, 95 % within ${milliseconds(late!)}, worst ${milliseconds(worst!)} ` +
        `of ${report.latencies.length} pings; pause answered in ${milliseconds(report.pause)}; ${report.iterations} iterations`,
    );
    expect(report.engine).toBe(engine);
    for (const share of quantiles) expect(quantile(report.latencies, share)).toBeLessThan(PROMISED);
  });
}
