import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { digestInNode } from '../support/digestInNode.ts';

/** Sixty iterations, two seeds. */
const RUN = '#/train?v=1&env=pendulum&seeds=1,2&hid=16,16&n=8&h=32&pe=2&ve=2&mb=64&steps=15360&engine=simd';

const progress = (page: Page) => page.getByRole('region', { name: 'Progress' });
const banner = (page: Page) => page.getByRole('region', { name: 'Runs of an earlier visit' });

async function iteration(page: Page): Promise<number> {
  return Number(/iteration\s*(\d+)/.exec(await progress(page).innerText())?.[1] ?? 0);
}

/** Starts the run slowly and leaves it in the middle. */
async function startSlowly(page: Page) {
  await page.goto(RUN);
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('5 iterations/s');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect.poll(() => iteration(page)).toBeGreaterThan(5);
}

test('a run whose page is closed in the middle goes on in the next visit, to the digest of one never left', async ({
  page: first,
  context,
}) => {
  await startSlowly(first);
  // Another tab is not offered what this one trains.
  const page = await context.newPage();
  await page.goto(RUN);
  await expect(progress(page)).toBeVisible();
  await page.waitForLoadState('networkidle');
  await expect(banner(page)).toHaveCount(0);
  await first.close();

  await page.reload();
  await expect(banner(page)).toContainText(/A run was under way .* iteration \d+ of 60/);
  const axe = await new AxeBuilder({ page })
    .include('section[aria-label="Runs of an earlier visit"]')
    .analyze();
  expect(axe.violations).toEqual([]);
  const name = await banner(page).locator('strong').innerText();
  await banner(page)
    .getByRole('button', { name: /^Resume/ })
    .focus();
  await page.keyboard.press('Enter');
  await expect(progress(page)).toContainText('finished', { timeout: 60_000 });
  expect(await iteration(page)).toBe(60);
  await expect(banner(page)).toHaveCount(0);

  const runs = page.getByRole('region', { name: 'Runs' });
  await expect(runs).toContainText(name);
  await runs.getByText(/^Details/).click();
  await expect(runs).toContainText(await digestInNode(RUN));
});

test('a run can be forgotten instead', async ({ page }) => {
  await startSlowly(page);
  await page.reload();
  await banner(page)
    .getByRole('button', { name: /^Forget/ })
    .click();
  await expect(banner(page)).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Start', exact: true })).toBeVisible();
  await page.waitForLoadState('networkidle');
  await expect(banner(page)).toHaveCount(0);
});

test('where the browser stores nothing, a run trains all the same and the page says once that it is not kept', async ({
  page,
}) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('denied', 'SecurityError');
    };
  });
  await startSlowly(page);
  await expect(
    page.getByText(/cannot be kept for a later visit: the browser lets this page store nothing/),
  ).toHaveCount(1);
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('Full speed');
  await expect(progress(page)).toContainText('finished', { timeout: 60_000 });
});
