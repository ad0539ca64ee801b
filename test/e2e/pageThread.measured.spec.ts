import { expect, type Page, test } from '@playwright/test';

/** Run alone, after every other browser test: what else the machine does would be measured too. */
async function iteration(page: Page): Promise<number> {
  const text = await page.getByRole('region', { name: 'Progress' }).innerText();
  return Number(/iteration\s*(\d+)/.exec(text)?.[1] ?? 0);
}

test('the page stays free while the worker trains: no task over 50 ms', async ({ page }) => {
  await page.goto('#/train?v=1&preset=point-mass&seeds=1&run=1');
  await expect.poll(() => iteration(page), { timeout: 60_000 }).toBeGreaterThan(0);
  // Loading and first layout are over: from here on only training and drawing go on.
  const longTasks = await page.evaluate(
    () =>
      new Promise<number[]>((resolve) => {
        const durations: number[] = [];
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) durations.push(entry.duration);
        }).observe({ type: 'longtask' });
        setTimeout(() => resolve(durations), 8000);
      }),
  );
  expect(longTasks).toEqual([]);
  expect(await iteration(page)).toBeGreaterThan(1);
});
