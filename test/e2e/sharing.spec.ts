import { expect, type Page, test } from '@playwright/test';

const SMALL = 'hid=16,16&n=8&h=32&pe=2&ve=2&mb=64&engine=simd&steps=100000000';

const progress = (page: Page) => page.getByRole('region', { name: 'Progress' });

async function iteration(page: Page): Promise<number> {
  return Number(/iteration\s*([\d,]+)/.exec(await progress(page).innerText())?.[1]?.replace(',', '') ?? 0);
}

test('a link shared in mid-run brings the run on show, whatever the form says by then', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  await page.goto(`${baseURL}#/train?v=1&env=pendulum&seeds=3&${SMALL}`);
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('5 iterations/s');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect.poll(() => iteration(page)).toBeGreaterThan(1);
  const name = /^[a-z]+-[a-z]+/.exec(await progress(page).innerText())![0];

  await page.getByRole('radio', { name: 'PPO' }).click();
  // The form is the next run's; everything about this one keeps its method.
  await expect(page.getByText(/^Next run: algorithm TRPL → PPO/)).toBeVisible();
  await expect(progress(page)).toContainText('TRPL, KL');
  await expect(page.getByText(/^Changed: algorithm TRPL → PPO, .* and \d+ more/)).toBeVisible();

  await page.getByRole('button', { name: /^Share/ }).focus();
  await page.keyboard.press('Enter');
  const notice = page.getByRole('status').filter({ hasText: 'Link copied' });
  await expect(notice).toContainText(`trains ${name} (TRPL, KL on Pendulum, seed 3) up to iteration`);
  await expect(notice).toContainText('(algorithm TRPL → PPO) is not in it');
  const said = Number(/up to iteration (\d+)/.exec(await notice.innerText())![1]);
  const link = await page.evaluate(() => navigator.clipboard.readText());

  const colleague = await context.newPage();
  await colleague.goto(link);
  await expect(colleague.getByText(`Iteration ${said}, as the link says.`)).toBeVisible();
  await expect(progress(colleague)).toContainText(name);
  await expect(colleague.getByRole('radio', { name: 'TRPL' })).toBeChecked();

  await page.getByRole('button', { name: 'Copy the settings instead' }).click();
  await expect(notice).toContainText('opens these settings (PPO on Pendulum, seed 3)');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('alg=ppo');
  await context.close();
});
