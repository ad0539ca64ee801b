import { loadavg } from 'node:os';
import type { Browser } from '@playwright/test';
import { LOOK_IDS } from '../src/experiments/looks.ts';
import { median } from '../src/experiments/statistics.ts';
import { pageTasks, TRACED } from '../test/support/pageTasks.ts';
import { inBuiltPage } from './builtPage.ts';
import { dragLab, openLab, percentile, slowDown } from './labDrag.ts';
import type { BenchmarkRow } from './row.ts';

/** Processors of phones are about so many times slower than a desktop's. */
const SLOWER = 4;
const VISITS = 5;
const DRAGS = 3;

/** How soon the Lab answers, and how smoothly it is dragged with every closer look on, here and on a slow processor. */
export function labBenchmarks(): Promise<BenchmarkRow[]> {
  return inBuiltPage(async (browser, address) => {
    const load = loadavg()[0]!;
    return [
      ...(await starts(browser, address)),
      ...(await drags(browser, address, '#/lab', 'without a closer look')),
      ...(await drags(browser, address, `#/lab?look=${LOOK_IDS.join(',')}`, 'every closer look on')),
      { name: 'load of this machine before (processes that want a core)', value: load, unit: 'of its cores' },
    ];
  });
}

async function starts(browser: Browser, address: string): Promise<BenchmarkRow[]> {
  const rows: BenchmarkRow[] = [];
  for (const slower of [1, SLOWER]) {
    const seconds: number[] = [];
    for (let visit = 0; visit < VISITS; visit++)
      seconds.push(await secondsToAnswer(browser, address, slower));
    rows.push({
      name: `Lab, first key on a handle answered after navigation, ${processor(slower)}, median of ${VISITS}`,
      value: median(seconds),
      unit: 's',
      ...(slower === SLOWER && { goal: '≤ 1.0 s' }),
    });
  }
  return rows;
}

/**
 * Seconds from the navigation until a handle's key press is on the screen, nothing of the page known to the browser before.
 * The page tells it by a binding: what Playwright evaluates in a page is preceded by a script of its own, which takes the
 * page's thread as long as the first layout does.
 */
async function secondsToAnswer(browser: Browser, address: string, slower: number): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const client = await slowDown(page, slower);
  const answered = new Promise<number>((resolve) => {
    client.on('Runtime.bindingCalled', ({ name, payload }) => {
      if (name === 'answered') resolve(Number(payload));
    });
  });
  await client.send('Runtime.enable');
  await client.send('Page.enable');
  await client.send('Runtime.addBinding', { name: 'answered' });
  await client.send('Page.addScriptToEvaluateOnNewDocument', { source: PRESS_FIRST_HANDLE });
  await page.goto(`${address}#/lab`, { waitUntil: 'commit' });
  const milliseconds = await answered;
  await context.close();
  return milliseconds / 1000;
}

async function drags(
  browser: Browser,
  address: string,
  link: string,
  looks: string,
): Promise<BenchmarkRow[]> {
  const rows: BenchmarkRow[] = [];
  for (const slower of [1, SLOWER]) {
    const rest: number[] = [];
    const drag: number[] = [];
    let busy = Number.NaN;
    for (let time = 0; time < DRAGS; time++) {
      const page = await openLab(browser, `${address}${link}`);
      await page.waitForLoadState('networkidle');
      await slowDown(page, slower);
      const measured = await dragLab(page);
      rest.push(percentile(measured.rest, 0.95));
      drag.push(percentile(measured.drag, 0.95));
      // Its own time says what a loaded machine's clock cannot.
      if (time === 0) {
        await browser.startTracing(page, { categories: TRACED });
        const traced = await dragLab(page);
        const { thread } = pageTasks(await browser.stopTracing());
        busy = thread.reduce((sum, task) => sum + task, 0) / (traced.rest.length + traced.drag.length);
      }
      await page.close();
    }
    rows.push(
      {
        name: `Lab dragged, ${looks}, ${processor(slower)}: frame time, 95th percentile, median of ${DRAGS}`,
        value: median(drag),
        unit: 'ms',
        ratio: median(drag) / median(rest),
        against: 'at rest',
        goal: slower === 1 ? '≤ 16.7 ms' : '≤ 33 ms',
      },
      { name: '… the page’s thread’s own time a frame, rest and drag', value: busy, unit: 'ms' },
    );
  }
  return rows;
}

function processor(slower: number): string {
  return slower === 1 ? 'this processor' : `${slower}× slower`;
}

/**
 * Presses an arrow on the first handle as soon as it is there, and again until one is answered; tells when that was
 * painted, in milliseconds since the navigation. Text: no bundler may touch it.
 */
const PRESS_FIRST_HANDLE = `{
  const look = () => {
    const handle = document.querySelector('[role="slider"][data-handle]');
    if (handle === null) return requestAnimationFrame(look);
    const before = handle.getAttribute('aria-valuetext');
    handle.focus();
    handle.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
    requestAnimationFrame(() => {
      const now = document.querySelector('[role="slider"][data-handle]');
      if (now.getAttribute('aria-valuetext') === before) return look();
      setTimeout(() => globalThis.answered(String(performance.now())));
    });
  };
  requestAnimationFrame(look);
}`;
