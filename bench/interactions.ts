import type { Browser, Locator, Page } from '@playwright/test';
import { DEFAULT_TRAIN, encodeLink } from '../src/experiments/link.ts';
import { presetConfiguration } from '../src/experiments/presets.ts';
import { pageTasks, TRACED } from '../test/support/pageTasks.ts';
import { inBuiltPage } from './builtPage.ts';
import type { BenchmarkRow } from './row.ts';

/** Two seeds, so that workers keep two cores busy, and no end in sight. */
const RUN = { ...presetConfiguration('pendulum'), engine: 'simd', seeds: [1, 2], steps: 50_000_000 } as const;
/** Presses of a key on each chart's reader. */
const PRESSES = 12;
/** Milliseconds between two interactions, so that each has frames of its own. */
const REST = 60;
/** Chromium reports no shorter interaction. */
const SHORTEST = 16;

/**
 * What a person waits for in Train while the pool trains: milliseconds from a click or a key to the next picture, of
 * every choice, switch and chart outside the settings; and the longest task of the page's thread meanwhile.
 */
export function interactionBenchmarks(): Promise<BenchmarkRow[]> {
  return inBuiltPage(async (browser, address) => interactions(browser, address));
}

async function interactions(browser: Browser, address: string): Promise<BenchmarkRow[]> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(WATCH_INTERACTIONS);
  await page.goto(`${address}${encodeLink({ ...DEFAULT_TRAIN, configuration: RUN, run: true })}`);
  await page.getByRole('slider', { name: /^Read values: Return/ }).waitFor();
  // Loading and first layout are over.
  await page.waitForTimeout(5000);
  await browser.startTracing(page, { categories: TRACED });
  const panels = page.getByRole('region').filter({ has: page.getByRole('heading', { level: 2 }) });
  let clicks = 0;
  for (const choice of await panels.getByRole('radio').or(panels.getByRole('switch')).all()) {
    if (await press(page, choice)) clicks++;
  }
  for (const reader of await panels.getByRole('slider').all()) {
    await reader.focus();
    for (let time = 0; time < PRESSES; time++) {
      await page.keyboard.press(time % 3 === 2 ? 'ArrowRight' : 'ArrowLeft');
      await page.waitForTimeout(REST);
    }
    clicks += PRESSES;
    await page.keyboard.press('Escape');
  }
  for (let time = 0; time < 4; time++) {
    if (await press(page, page.getByRole('button', { name: /^Switch to .* colours$/ }))) clicks++;
  }
  await page.waitForTimeout(500);
  const { thread, clock } = pageTasks(await browser.stopTracing());
  const reported = await page.evaluate<number[]>('[...globalThis.interactions.values()]');
  await page.close();
  const times = [...reported, ...new Array<number>(Math.max(0, clicks - reported.length)).fill(SHORTEST)];
  return [
    {
      name: `Train, ${times.length} clicks and keys while two workers train: 95th percentile`,
      value: quantile(times, 0.95),
      unit: 'ms',
      goal: '≤ 100 ms',
    },
    { name: '… median (16 or less where Chromium says 16)', value: quantile(times, 0.5), unit: 'ms' },
    {
      name: '… longest task of the page’s thread, its own time',
      value: Math.max(...thread),
      unit: 'ms',
      ratio: Math.max(...clock) / Math.max(...thread),
      against: 'by the clock',
      goal: '≤ 50 ms',
    },
  ];
}

/** Clicks what can be clicked, its label where it is hidden behind one. */
async function press(page: Page, target: Locator): Promise<boolean> {
  try {
    await target.click({ timeout: 1500, force: true });
  } catch {
    return false;
  }
  await page.waitForTimeout(REST);
  return true;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** The longest event of every interaction. Text: no bundler may touch it. */
const WATCH_INTERACTIONS = `{
  globalThis.interactions = new Map();
  new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries()) {
      if (interactionId === 0) continue;
      const before = globalThis.interactions.get(interactionId) ?? 0;
      globalThis.interactions.set(interactionId, Math.max(before, duration));
    }
  }).observe({ type: 'event', durationThreshold: 16, buffered: true });
}`;
