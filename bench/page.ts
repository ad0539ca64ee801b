import { type Browser, chromium } from '@playwright/test';
import { build, preview } from 'vite';
import { CHROMIUM_FLAGS, ensureChromium, SOFTWARE_WEBGPU_FLAGS } from '../scripts/chromium.mjs';
import { inBuiltPage } from './builtPage.ts';
import { dragLab, openLab, percentile } from './labDrag.ts';
import type { BenchmarkRow } from './row.ts';

/** Milliseconds between two looks at the worker's memory. */
const MEMORY_INTERVAL = 100;

/** Frame times while dragging, memory of the worker, kernels of a policy step: measured in the built page. */
export function pageBenchmarks(): Promise<BenchmarkRow[]> {
  return inBuiltPage(async (browser, address) => [
    ...(await dragFrames(browser, address)),
    ...(await workerMemory(browser, address)),
    ...(await webgpuRows()),
  ]);
}

/** The most that the training worker holds while the default run goes from its first to its last iteration. */
async function workerMemory(browser: Browser, address: string): Promise<BenchmarkRow[]> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const client = await page.context().newCDPSession(page);
  let session: string | undefined;
  let peak = 0;
  let ended = false;
  client.on('Target.detachedFromTarget', ({ sessionId }) => {
    if (sessionId === session) ended = true;
  });
  client.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type === 'worker') session = sessionId;
  });
  client.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { result } = JSON.parse(message) as { result?: Record<string, number> };
    if (!result) return;
    const { totalSize = 0, embedderHeapUsedSize = 0, backingStorageSize = 0 } = result;
    peak = Math.max(peak, totalSize + embedderHeapUsedSize + backingStorageSize);
  });
  await client.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  await page.goto(`${address}#/train?v=1&preset=pendulum&seeds=1&engine=simd&run=1`);
  // The page lets the worker go when its run has ended.
  for (let id = 1; !ended; id++) {
    await page.waitForTimeout(MEMORY_INTERVAL);
    if (!session) continue;
    const message = JSON.stringify({ id, method: 'Runtime.getHeapUsage' });
    await client.send('Target.sendMessageToTarget', { sessionId: session, message }).catch(() => {
      ended = true;
    });
  }
  await page.close();
  if (peak === 0) throw new Error('the worker never told how much memory it holds');
  return [
    {
      name: 'peak memory of the training worker, pendulum (heap, buffers, WebAssembly)',
      value: peak / 1e6,
      unit: 'MB',
    },
  ];
}

/** Kernels of one policy step of the standard agent, and training speed, on a (software) WebGPU device. */
async function webgpuRows(): Promise<BenchmarkRow[]> {
  const configFile = 'test/pages/vite.config.ts';
  await build({ configFile, logLevel: 'error' });
  const server = await preview({
    configFile,
    preview: { port: 41742, strictPort: false },
    logLevel: 'error',
  });
  const browser = await chromium.launch({
    executablePath: ensureChromium(),
    args: [...CHROMIUM_FLAGS, ...SOFTWARE_WEBGPU_FLAGS],
  });
  try {
    const page = await browser.newPage();
    await page.goto(`${server.resolvedUrls!.local[0]}test/pages/webgpu-engine.html`);
    await page.waitForFunction(() => 'engineTests' in window);
    const { kernels } = await page.evaluate(() =>
      engineTests.kernels({ observationSize: 8, actionSize: 2, hiddenSizes: [64, 64], count: 64 }),
    );
    await page.close();
    const simd = await stepsPerSecond(browser, server.resolvedUrls!.local[0]!, 'simd');
    const webgpu = await stepsPerSecond(browser, server.resolvedUrls!.local[0]!, 'webgpu');
    return [
      { name: 'kernels of a policy step, webgpu', value: kernels.length, unit: 'kernels', goal: '≤ 70' },
      { name: 'point-mass in the worker, simd', value: simd, unit: 'steps/s' },
      {
        name: 'point-mass in the worker, webgpu in software',
        value: webgpu,
        unit: 'steps/s',
        ratio: webgpu / simd,
        against: 'simd',
      },
    ];
  } finally {
    await browser.close();
    await server.close();
  }
}

async function dragFrames(browser: Browser, address: string): Promise<BenchmarkRow[]> {
  const page = await openLab(browser, `${address}#/lab`);
  const { rest, drag } = await dragLab(page);
  await page.close();
  return [
    { name: 'Lab, frame time at rest, 95th percentile', value: percentile(rest, 0.95), unit: 'ms' },
    {
      name: 'Lab, frame time while dragging, 95th percentile',
      value: percentile(drag, 0.95),
      unit: 'ms',
      ratio: percentile(drag, 0.95) / percentile(rest, 0.95),
      against: 'at rest',
      goal: 'one frame',
    },
  ];
}

/** What the Train view reports after a few iterations of the point mass's own preset, one seed. */
async function stepsPerSecond(browser: Browser, address: string, engine: 'simd' | 'webgpu'): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${address}#/train?v=1&preset=point-mass&seeds=1&engine=${engine}&run=1`);
  const progress = page.getByRole('region', { name: 'Progress' });
  const reported = /iteration\s+(\d+)[\s\S]*?([\d,]+)\s*steps\/s/;
  for (;;) {
    await page.waitForTimeout(500);
    const match = reported.exec(await progress.innerText());
    if (match && Number(match[1]) >= 6) {
      await page.close();
      return Number(match[2]!.replaceAll(',', ''));
    }
  }
}
