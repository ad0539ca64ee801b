import type { Browser } from '@playwright/test';
import { inBuiltPage } from './builtPage.ts';
import { dragLab, openLab, percentile } from './labDrag.ts';
import type { BenchmarkRow } from './row.ts';

/** Milliseconds between two looks at the worker's memory. */
const MEMORY_INTERVAL = 100;

/** Frame times while dragging and memory of the worker: measured in the built page. */
export function pageBenchmarks(): Promise<BenchmarkRow[]> {
  return inBuiltPage(async (browser, address) => [
    ...(await dragFrames(browser, address)),
    ...(await workerMemory(browser, address)),
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
