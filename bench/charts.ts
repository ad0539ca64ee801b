import type { Browser, Page } from '@playwright/test';
import { DEFAULT_TRAIN, encodeLink } from '../src/experiments/link.ts';
import { presetConfiguration } from '../src/experiments/presets.ts';
import { median } from '../src/experiments/statistics.ts';
import { pageTasks, TRACED } from '../test/support/pageTasks.ts';
import { inBuiltPage } from './builtPage.ts';
import type { BenchmarkRow } from './row.ts';

const ITERATIONS = 2000;
const RUNS = 10;
const REDRAWS = 30;
/** Milliseconds between two of them. */
const REST = 100;
const GOAL = '≤ 4 ms';

/** Small enough to train so many iterations in seconds; as many states an iteration as fill a histogram. */
const LONG_RUN = {
  ...presetConfiguration('pendulum'),
  engine: 'simd',
  seeds: Array.from({ length: RUNS }, (_, index) => index + 1),
  hiddenSizes: [8],
  environments: 8,
  stepsPerIteration: 32,
  policyEpochs: 1,
  valueEpochs: 1,
  steps: ITERATIONS * 8 * 32,
} as const;

/** Two methods on five seeds each, as long. */
const LONG_COMPARISON = `#/compare?v=1&m=kl,ppo&t=pendulum.${LONG_RUN.steps}&hid=8&n=8&h=32&pe=1&ve=1&seeds=1,2,3,4,5`;

/**
 * Milliseconds of a redraw of every chart at 2,000 iterations and ten runs: in Train the work of its animation frame until
 * its pixels are there, in Compare all work of the page's thread.
 */
export function chartBenchmarks(): Promise<BenchmarkRow[]> {
  return inBuiltPage(async (browser, address) => [
    ...(await trainCharts(browser, address)),
    ...(await compareCharts(browser, address)),
  ]);
}

async function trainCharts(browser: Browser, address: string): Promise<BenchmarkRow[]> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'light' });
  await page.addInitScript(TIME_CANVASES);
  await page.goto(`${address}${encodeLink({ ...DEFAULT_TRAIN, configuration: LONG_RUN, run: true })}`);
  await page
    .getByRole('region', { name: 'Progress' })
    .getByText(/finished/i)
    .waitFor({ timeout: 300_000 });
  await forget(page);
  for (let redraw = 0; redraw < REDRAWS; redraw++) {
    // Another palette: every chart draws itself anew.
    await page.emulateMedia({ colorScheme: redraw % 2 === 0 ? 'dark' : 'light' });
    await page.waitForTimeout(REST);
  }
  const times = await page.evaluate<Record<string, number[]>>('globalThis.canvasTimes');
  await page.close();
  return Object.entries(times).map(([name, values]) => ({
    name: `Train, ${name}: a redraw until its pixels are there`,
    value: median(values),
    unit: 'ms',
    goal: GOAL,
  }));
}

/** Every chart of Compare after as many runs as long: what the page's thread does for a pointer that moves over it. */
async function compareCharts(browser: Browser, address: string): Promise<BenchmarkRow[]> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${address}${LONG_COMPARISON}`);
  const runs = page.getByRole('region', { name: 'Runs', exact: true });
  await runs.getByText(/about .* on/).waitFor({ timeout: 120_000 });
  await runs.getByRole('button', { name: 'Start' }).click();
  await runs.getByText(/runs in/).waitFor({ timeout: 600_000 });
  const rows: BenchmarkRow[] = [];
  for (const reader of await page.getByRole('slider', { name: /^Read values/ }).all()) {
    await reader.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await reader.boundingBox())!;
    await page.mouse.move(x + width / 4, y + height / 2);
    await page.waitForTimeout(300);
    await browser.startTracing(page, { categories: TRACED });
    for (let move = 1; move <= REDRAWS; move++) {
      await page.mouse.move(x + width * (0.25 + (0.5 * move) / REDRAWS), y + height / 2);
      await page.waitForTimeout(50);
    }
    const { thread } = pageTasks(await browser.stopTracing());
    const name = (await reader.getAttribute('aria-label'))!.replace('Read values: ', '').toLowerCase();
    rows.push({
      name: `Compare, ${name}: a redraw for the pointer, style, layout and paint with it`,
      value: thread.reduce((sum, time) => sum + time, 0) / REDRAWS,
      unit: 'ms',
      goal: GOAL,
    });
  }
  await page.close();
  return rows;
}

async function forget(page: Page): Promise<void> {
  await page.waitForTimeout(500);
  await page.evaluate('for (const name in globalThis.canvasTimes) delete globalThis.canvasTimes[name]');
}

/**
 * Times every animation frame's callback that touches a canvas, until the canvas gives its pixels, under the canvas's
 * name. Text: no bundler may touch it.
 */
const TIME_CANVASES = `{
  globalThis.canvasTimes = {};
  let touched = null;
  const prototype = CanvasRenderingContext2D.prototype;
  const original = prototype.setTransform;
  prototype.setTransform = function (...given) {
    touched = this;
    return original.apply(this, given);
  };
  const request = globalThis.requestAnimationFrame;
  globalThis.requestAnimationFrame = (callback) => request((now) => {
    touched = null;
    const began = performance.now();
    callback(now);
    if (touched === null) return;
    touched.getImageData(0, 0, 1, 1);
    const drawn = performance.now() - began;
    const { canvas } = touched;
    // What stands in a button or within a form is a picture of a task, none of the run.
    if (canvas.closest('button, label, form')) return;
    const words = (text) => text?.split(/[,.:(]/)[0].trim().toLowerCase();
    const name = [
      words(canvas.closest('section')?.querySelector('h2, h3')?.textContent),
      words(canvas.getAttribute('aria-label'))?.replace(/\\d+/g, 'n'),
    ];
    (globalThis.canvasTimes[name.filter(Boolean).join(': ')] ??= []).push(drawn);
  });
}`;
