import { expect, type Page, test } from '@playwright/test';
import { pageTasks, TRACED } from '../support/pageTasks.ts';

/** Run alone, after every other browser test: what else the machine does would be measured too. */
async function iteration(page: Page): Promise<number> {
  const text = await page.getByRole('region', { name: 'Progress' }).innerText();
  return Number(/iteration\s*(\d+)/.exec(text)?.[1] ?? 0);
}

test('the page stays free while the worker trains: no task over 50 ms', async ({ page, browser }) => {
  await page.goto('#/train?v=1&preset=point-mass&seeds=1&steps=100000000&run=1');
  await expect.poll(() => iteration(page), { timeout: 60_000 }).toBeGreaterThan(0);
  // Loading and first layout are over: from here on only training and drawing go on.
  await browser.startTracing(page, { categories: TRACED });
  await page.waitForTimeout(8000);
  const { clock, thread, timed } = pageTasks(await browser.stopTracing());
  expect(await iteration(page)).toBeGreaterThan(1);
  expect(timed).toBeGreaterThan(100);
  console.log(
    `${thread.length} tasks of the page's thread in 8 s; longest ${Math.max(...thread).toFixed(1)} ms of its own time, ` +
      `${Math.max(...clock).toFixed(1)} ms by the clock`,
  );
  // The thread's own time: by the clock a task also waits for whatever else keeps the cores busy.
  expect(Math.max(...thread)).toBeLessThan(50);
});
