/**
 * `npm run soak [-- MINUTES]`: trains in the built page for ten minutes, or so many, and prints what the page and its
 * workers hold after two minutes and at the end, garbage collected: bytes of JavaScript with its buffers, nodes of the
 * document, listeners. Ends with code 1 where the bytes have grown by more than a tenth.
 */
import type { CDPSession, Page } from '@playwright/test';
import { inBuiltPage } from '../bench/builtPage.ts';
import { DEFAULT_TRAIN, encodeLink } from '../src/experiments/link.ts';
import { presetConfiguration } from '../src/experiments/presets.ts';
import { heapBytes, WorkerHeaps } from './workerHeaps.ts';

const MINUTES = 10;
/** When the page has its caches and its histories are full, in minutes; of a shorter run a fifth of it. */
const SETTLED = 2;
/** How much more may be held at the end. */
const GROWTH = 1.1;
/** Milliseconds between two looks whether the run stands. */
const LOOK = 1000;
/** Nothing that a computer trains in ten minutes. */
const ENDLESS = 100_000_000;

interface Held {
  /** Bytes of the page's heap with its array buffers, and of all workers'. */
  readonly page: number;
  readonly workers: number;
  readonly nodes: number;
  readonly listeners: number;
  readonly iteration: number;
}

const minutes = Number(process.argv[2] ?? MINUTES);
if (!(minutes > 0)) {
  console.error(`npm run soak [-- MINUTES]: minutes must be a number above 0, got ${process.argv[2]}.`);
  process.exit(2);
}
process.exit(await inBuiltPage(async (browser, address) => soak(await browser.newPage(), address)));

async function soak(page: Page, address: string): Promise<number> {
  await page.setViewportSize({ width: 1440, height: 900 });
  const client = await page.context().newCDPSession(page);
  const workers = new WorkerHeaps(client);
  await workers.follow();
  const configuration = {
    ...presetConfiguration('pendulum-fast'),
    engine: 'simd' as const,
    seeds: [1, 2],
    steps: ENDLESS,
  };
  await page.goto(`${address}${encodeLink({ ...DEFAULT_TRAIN, configuration, run: true })}`);
  const began = Date.now();
  const first = Math.min(SETTLED, minutes / 5);
  const marks = [first, ...new Array(3).fill(0).map((_, i) => first + ((i + 1) * (minutes - first)) / 3)];
  const held: Held[] = [];
  for (const mark of marks) {
    while (Date.now() < began + 60_000 * mark) {
      // A run that goes wrong, as one may that never ends, is paused by the page.
      const resume = page.getByRole('button', { name: 'Resume' });
      if (await resume.isVisible()) await resume.click();
      await page.waitForTimeout(LOOK);
    }
    held.push(await measure(page, client, workers));
    print(mark, held.at(-1)!);
    if (!(held.at(-1)!.iteration > (held.at(-2)?.iteration ?? 0))) {
      throw new Error('The run stands still: what is held says nothing.');
    }
  }
  const [start, end] = [held[0]!, held.at(-1)!];
  const growth = (end.page + end.workers) / (start.page + start.workers);
  console.log(
    `After ${minutes} minutes ${growth.toFixed(2)} times what was held after ${first}; nodes ${end.nodes - start.nodes} more, listeners ${end.listeners - start.listeners} more. The goal is ${GROWTH} at most.`,
  );
  return growth <= GROWTH ? 0 : 1;
}

async function measure(page: Page, client: CDPSession, workers: WorkerHeaps): Promise<Held> {
  const progress = await page.getByRole('region', { name: 'Progress' }).innerText();
  const iteration = Number(/iteration\s*([\d,]+)/.exec(progress)?.[1]?.replaceAll(',', '') ?? Number.NaN);
  await client.send('HeapProfiler.enable');
  await client.send('HeapProfiler.collectGarbage');
  await client.send('Performance.enable');
  const { metrics } = await client.send('Performance.getMetrics');
  const metric = (name: string) => metrics.find((one) => one.name === name)?.value ?? Number.NaN;
  return {
    page: heapBytes(await client.send('Runtime.getHeapUsage')),
    workers: await workers.bytes(),
    nodes: metric('Nodes'),
    listeners: metric('JSEventListeners'),
    iteration,
  };
}

function print(minute: number, { page, workers, nodes, listeners, iteration }: Held): void {
  const megabytes = (value: number) => `${(value / 1e6).toFixed(1)} MB`;
  console.log(
    `${minute.toFixed(1).padStart(5)} min: page ${megabytes(page)}, workers ${megabytes(workers)}, ${nodes} nodes, ${listeners} listeners, iteration ${iteration}`,
  );
}
