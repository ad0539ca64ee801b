import { expect, test } from '@playwright/test';
import { digestInNode } from '../support/digestInNode.ts';

const SMALL = 'hid=16,16&n=8&h=32&pe=2&ve=2&mb=64';

test('a link with an iteration replays the run to it and stops there, with the digest that Node gets', async ({
  page,
}) => {
  const link = `#/train?v=1&env=pendulum&seeds=1,2&${SMALL}&steps=100000&engine=simd&at=7`;
  await page.goto(link);
  await expect(page.getByText('Iteration 7, as the link says.')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('region', { name: 'Progress' })).toContainText(/iteration\s*7/);
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible();
  // The address goes on leading to this iteration.
  await expect.poll(() => page.url()).toContain('at=7');

  const runs = page.getByRole('region', { name: 'Runs' });
  await runs.getByText(/^Details/).click();
  await expect(runs).toContainText(await digestInNode(link, 7));

  await page.getByRole('button', { name: 'Resume' }).click();
  await expect
    .poll(async () =>
      Number(/iteration\s*(\d+)/.exec(await page.getByRole('region', { name: 'Progress' }).innerText())?.[1]),
    )
    .toBeGreaterThan(8);
  await expect.poll(() => page.url()).not.toContain('at=');
});

test('a replay shows how far it is and can be cancelled', async ({ page }) => {
  await page.goto(`#/train?v=1&env=point-mass&seeds=1&steps=10000000&engine=simd&at=4000`);
  const bar = page.getByRole('progressbar', { name: 'Replaying to iteration 4000' });
  await expect(bar).toBeVisible();
  await expect(page.getByText(/\d+ of 4000 · .* left/)).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(bar).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Progress' })).toContainText(/stopped/i);
});
