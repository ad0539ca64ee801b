import type { Browser, Page } from '@playwright/test';
import { webgpuAdapter, webgpuFlags } from '../scripts/chromium.mjs';
import type { EngineCaseOptions } from '../test/support/engineCase.ts';
import { inBuiltPage } from './builtPage.ts';
import type { BenchmarkRow } from './row.ts';

/** 8 observations, 2 actions, diagonal covariance, KL layer. */
const STANDARD = { observationSize: 8, actionSize: 2 } as const;
const members = (count: number): EngineCaseOptions['bounds'] => Array(count).fill([0.03, 1e-3]);

interface StepCase {
  readonly name: string;
  readonly options: EngineCaseOptions;
  readonly steps: number;
}
const stepCase = (width: number, count: number, steps: number, seeds = 1): StepCase => ({
  name: `${width}-${width}, ${count} states${seeds > 1 ? `, ${seeds} seeds` : ''}`,
  options: { ...STANDARD, hiddenSizes: [width, width], count, bounds: members(seeds) },
  steps,
});
const SMALLEST = stepCase(64, 64, 20);
/** Only for hardware: in software one of these steps takes seconds. */
const LARGER = [
  stepCase(64, 64, 50, 16),
  stepCase(64, 2048, 50),
  stepCase(256, 64, 50),
  stepCase(256, 2048, 20),
  stepCase(256, 2048, 10, 4),
  stepCase(512, 2048, 10),
  stepCase(1024, 2048, 5),
];

/** Rows of a forward pass of a 64-64 network: up to 850 are computed on the host, more on the device. */
const FORWARD_ROWS = [64, 800, 900, 3600] as const;

/** Links whose runs are timed in the page, in which an engine is still to be named. */
const RUNS = [
  { name: 'point-mass', link: 'preset=point-mass&seeds=1', iterations: 6 },
  { name: 'point-mass, 512-512', link: 'preset=point-mass&seeds=1&hid=512,512&mb=2048', iterations: 2 },
] as const;

/**
 * WebGPU on the adapter that the environment variable WEBGPU names (`software`, or `hardware` for a graphics card)
 * against WebAssembly in the same browser: kernels and time of a policy step, a forward pass with its read-back, whole
 * runs.
 */
export function webgpuBenchmarks(): Promise<BenchmarkRow[]> {
  return inBuiltPage(
    async (browser, address) => {
      const page = await browser.newPage();
      await page.goto(`${address}test/pages/webgpu-engine.html`);
      await page.waitForFunction(() => 'engineTests' in window);
      const rows = await engineRows(page);
      await page.close();
      return [...rows, ...(await runRows(browser, address))];
    },
    { flags: webgpuFlags(), configFile: 'test/pages/vite.config.ts' },
  );
}

const onHardware = () => webgpuAdapter() === 'hardware';

async function engineRows(page: Page): Promise<BenchmarkRow[]> {
  const { kernels, device } = await page.evaluate(
    (options) => engineTests.kernels(options),
    SMALLEST.options,
  );
  const rows: BenchmarkRow[] = [
    { name: `kernels of a policy step, ${device}`, value: kernels.length, unit: 'kernels', goal: '≤ 70' },
  ];
  for (const { name, options, steps } of [SMALLEST, ...(onHardware() ? LARGER : [])]) {
    const on = (engine: 'simd' | 'webgpu') =>
      page.evaluate((given) => engineTests.policyStepTime(...given), [engine, options, steps] as const);
    rows.push(...against(`policy step, ${name}`, 'ms', await on('simd'), await on('webgpu')));
  }
  for (const count of onHardware() ? FORWARD_ROWS : []) {
    const on = (engine: 'simd' | 'webgpu') =>
      page.evaluate((given) => engineTests.forwardTime(...given), [engine, count, 20] as const);
    rows.push(...against(`forward pass, 64-64, ${count} rows`, 'ms', await on('simd'), await on('webgpu')));
  }
  return rows;
}

async function runRows(browser: Browser, address: string): Promise<BenchmarkRow[]> {
  const rows: BenchmarkRow[] = [];
  for (const { name, link, iterations } of onHardware() ? RUNS : RUNS.slice(0, 1)) {
    const on = (engine: 'simd' | 'webgpu') =>
      stepsPerSecond(browser, `${address}#/train?v=1&${link}&engine=${engine}&run=1`, iterations);
    rows.push(...against(`${name} in the worker`, 'steps/s', await on('simd'), await on('webgpu')));
  }
  return rows;
}

function against(name: string, unit: 'ms' | 'steps/s', simd: number, webgpu: number): BenchmarkRow[] {
  const adapter = onHardware() ? 'webgpu on hardware' : 'webgpu in software';
  return [
    { name: `${name}, simd`, value: simd, unit },
    {
      ...{ name: `${name}, ${adapter}`, value: webgpu, unit },
      ratio: unit === 'ms' ? simd / webgpu : webgpu / simd,
      against: 'the speed of simd',
    },
  ];
}

/** What the Train view reports after so many iterations. */
async function stepsPerSecond(browser: Browser, link: string, iterations: number): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(link);
  const progress = page.getByRole('region', { name: 'Progress' });
  const reported = /iteration\s+(\d+)[\s\S]*?([\d,]+)\s*steps\/s/;
  for (;;) {
    await page.waitForTimeout(500);
    const match = reported.exec(await progress.innerText());
    if (match && Number(match[1]) >= iterations) {
      await page.close();
      return Number(match[2]!.replaceAll(',', ''));
    }
  }
}
