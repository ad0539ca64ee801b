import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { axeOn } from '../support/axe.ts';
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
  const axe = await axeOn(page).include('section[aria-label="Runs of an earlier visit"]').analyze();
  expect(axe.violations).toEqual([]);
  const resume = banner(page).getByRole('button', { name: /^Resume/ });
  const name = (await resume.innerText()).replace(/^Resume\s+/, '');
  await expect(banner(page)).toContainText(`closed: ${name}, iteration`);
  await resume.focus();
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

test('a run leaves as a file and comes back from it, to the same digest; a damaged file is refused', async ({
  page,
}) => {
  await startSlowly(page);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible();
  const runs = page.getByRole('region', { name: 'Runs' });
  const menu = runs.getByRole('button', { name: /^More about/ });
  await menu.focus();
  await page.keyboard.press('Enter');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Save as a file' }).click(),
  ]);
  const bytes = await readFile(await download.path());
  expect(download.suggestedFilename()).toMatch(/^\S+-\d+\.run\.json\.gz$/);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(progress(page)).toContainText(/stopped/);

  const name = download.suggestedFilename();
  const damaged = { name, mimeType: 'application/gzip', buffer: bytes.subarray(0, bytes.length - 100) };
  await page.getByLabel('Run file').setInputFiles(damaged);
  await expect(page.getByText(`${name} is damaged`)).toBeVisible();
  await expect(runs.getByRole('listitem')).toHaveCount(1);

  // Dropped on another view, it opens where runs are.
  await page.getByRole('link', { name: 'Lab', exact: true }).click();
  const data = await page.evaluateHandle(
    ({ name, base64 }) => {
      const transfer = new DataTransfer();
      const content = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      transfer.items.add(new File([content], name));
      return transfer;
    },
    { name, base64: bytes.toString('base64') },
  );
  await page.dispatchEvent('body', 'dragover', { dataTransfer: data });
  await expect(page.getByText('Drop a run’s file to open it')).toBeVisible();
  await page.dispatchEvent('body', 'drop', { dataTransfer: data });
  await expect(runs.getByRole('listitem')).toHaveCount(2);
  const left = await iteration(page);
  expect(left).toBeGreaterThan(5);
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('Full speed');
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(progress(page)).toContainText('finished', { timeout: 60_000 });
  await runs
    .getByText(/^Details/)
    .first()
    .click();
  await expect(runs).toContainText(await digestInNode(RUN));

  // Both are there in the next visit, folded, and one opens with its result.
  await page.reload();
  await page.getByText('Earlier runs (2)').click();
  await page.getByRole('button', { name: /^Open .* 2$/ }).click();
  await expect(progress(page)).toContainText('finished');
  await expect.poll(() => iteration(page)).toBe(60);
});
