import type { Browser } from '@playwright/test';
import { DATABASE_NAME } from '../src/keeping/database.ts';
import { inBuiltPage } from './builtPage.ts';
import type { BenchmarkRow } from './row.ts';

/** Writes that are timed. */
const REPEATS = 31;

interface KeepingMeasures {
  /** Milliseconds of training an iteration has taken. */
  readonly iteration: number;
  /** Milliseconds that a write holds the page up, and until it is done; medians. */
  readonly held: number;
  readonly written: number;
  /** Bytes of a checkpoint. */
  readonly bytes: number;
}

/** What it costs to keep a run: the page's own record of one, written again by the browser's own database. */
export function keepingBenchmarks(): Promise<BenchmarkRow[]> {
  return inBuiltPage(async (browser, address) => {
    const rows: BenchmarkRow[] = [];
    for (const seeds of ['1', '1..5']) {
      const { iteration, held, written, bytes } = await measure(browser, address, seeds);
      rows.push(
        { name: `pendulum, seeds ${seeds}: a checkpoint`, value: bytes / 1000, unit: 'kB' },
        {
          name: '… until a write is done',
          value: written,
          unit: 'ms',
          ratio: written / iteration,
          against: 'an iteration of training',
        },
        {
          name: '… of which the page is held up, once in three seconds',
          value: held,
          unit: 'ms',
          ratio: held / 3000,
          against: 'of the time between two',
          goal: '≤ 0.05 × of the time',
        },
      );
    }
    return rows;
  });
}

async function measure(browser: Browser, address: string, seeds: string): Promise<KeepingMeasures> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${address}#/train?v=1&preset=pendulum&seeds=${seeds}&engine=simd&run=1`);
  await page.getByRole('region', { name: 'Progress' }).getByText('finished').waitFor({ timeout: 300_000 });
  // Text, because the bundler must not touch it.
  const measures = await page.evaluate<KeepingMeasures>(`(${script})('${DATABASE_NAME}', ${REPEATS})`);
  await context.close();
  return measures;
}

const script = `async (name, repeats) => {
  const answer = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const database = await answer(indexedDB.open(name));
  let checkpoint = null;
  while (checkpoint === null) {
    const view = database.transaction(['runs', 'checkpoints']);
    const [run] = await answer(view.objectStore('runs').getAll());
    if (run && run.ended) [checkpoint] = await answer(view.objectStore('checkpoints').getAll());
    else await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const bytes = (value) =>
    ArrayBuffer.isView(value) ? value.byteLength
    : typeof value === 'number' ? 8
    : value !== null && typeof value === 'object' ? Object.values(value).reduce((sum, one) => sum + bytes(one), 0)
    : 0;
  const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
  const held = [];
  const written = [];
  for (let i = 0; i < repeats; i++) {
    const began = performance.now();
    const change = database.transaction('checkpoints', 'readwrite');
    change.objectStore('checkpoints').put(checkpoint, ['bench', 'last']);
    change.commit();
    held.push(performance.now() - began);
    await new Promise((resolve) => { change.oncomplete = resolve; });
    written.push(performance.now() - began);
  }
  return {
    iteration: (1000 * checkpoint.seconds) / checkpoint.iteration,
    held: median(held),
    written: median(written),
    bytes: bytes(checkpoint),
  };
}`;
