import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';

/** A run small enough to do an iteration in a blink: tiny networks, two epochs. It does not end while a test looks at it. */
const SMALL = 'hid=16,16&n=8&h=32&pe=2&ve=2&mb=64&steps=100000000';

async function openTrain(page: Page, query: string) {
  await page.goto(`#/train?v=1&${query}`);
  await expect(page.getByRole('heading', { level: 1, name: 'Train an agent' })).toBeAttached();
}

const progress = (page: Page) => page.getByRole('region', { name: 'Progress' });

async function iteration(page: Page): Promise<number> {
  const text = await progress(page).innerText();
  return Number(/iteration\s*(\d+)/.exec(text)?.[1] ?? 0);
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('start, pause, one iteration, resume, stop, restart', async ({ page }) => {
  await openTrain(page, `env=pendulum&seeds=1&${SMALL}`);
  await button(page, 'Start').click();
  await expect.poll(() => iteration(page)).toBeGreaterThan(2);
  await expect(progress(page)).toContainText('WebAssembly');
  await button(page, 'Pause').click();
  await expect(button(page, 'Resume')).toBeVisible();
  // The button answers at once; the address names the iteration when the worker has told where it stands.
  await expect(page).toHaveURL(/[?&]at=\d+/);
  const paused = Number(/[?&]at=(\d+)/.exec(page.url())![1]);
  expect(await iteration(page)).toBe(paused);
  await page.waitForTimeout(700);
  expect(await iteration(page)).toBe(paused);
  await button(page, 'One iteration').click();
  await expect.poll(() => iteration(page)).toBe(paused + 1);
  await page.waitForTimeout(700);
  expect(await iteration(page)).toBe(paused + 1);
  await button(page, 'Resume').click();
  await expect.poll(() => iteration(page)).toBeGreaterThan(paused + 2);
  await button(page, 'Stop').click();
  await expect(progress(page)).toContainText(/stopped/i);
  const reached = await iteration(page);
  await button(page, 'Go on').click();
  await expect.poll(() => iteration(page)).toBeGreaterThan(reached);
  await expect(page.getByRole('region', { name: 'Runs' }).getByRole('listitem')).toHaveCount(1);
  await button(page, 'Stop').click();
  await expect(button(page, 'Go on')).toBeVisible();
  await button(page, 'Restart').click();
  await expect.poll(() => iteration(page)).toBeGreaterThan(0);
});

test('a running agent fills every panel, and no projected state is beyond its bound', async ({ page }) => {
  await openTrain(page, `preset=point-mass&seeds=1&${SMALL}&run=1`);
  await expect.poll(() => iteration(page), { timeout: 60_000 }).toBeGreaterThan(3);
  for (const name of ['Point mass', 'Return', 'Policies at six states', 'Distance from old policy']) {
    await expect(page.getByRole('region', { name }).getByRole('img').first()).toBeVisible();
    await expect(page.getByRole('region', { name }).getByText(/Press Start/)).toHaveCount(0);
  }
  const metrics = page.getByRole('region', { name: 'Last iteration' }).getByRole('table');
  await expect(metrics.getByRole('row', { name: /^Beyond a bound, projection/ })).toContainText(
    /projection\s*0\s*%/,
  );
  await expect(metrics.getByRole('row').filter({ hasText: 'Mean KL, network' })).toContainText(/\d/);
});

test('a run that diverges says so and since when, and the page goes on', async ({ page }) => {
  // A step size far beyond reason drives the covariance head out of what any number format holds.
  const reckless = 'hid=16,16&n=8&h=32&pe=50&mb=64&lr=0.1&std0=0.01&head=root&alg=pg&steps=100000';
  await openTrain(page, `preset=point-mass&seeds=1&${reckless}&run=1`);
  await expect(page.getByText(/diverged|not finite/i).first()).toBeVisible({ timeout: 90_000 });
  await expect(page.getByText(/iteration \d+/i).first()).toBeVisible();
});

test('two runs can be laid over each other', async ({ page }) => {
  await openTrain(page, `env=pendulum&seeds=1&${SMALL}`);
  await button(page, 'Start').click();
  await expect.poll(() => iteration(page)).toBeGreaterThan(2);
  await button(page, 'Stop').click();
  await page.getByRole('region', { name: 'Runs' }).getByRole('button', { name: /keep/i }).first().click();
  await page.getByRole('radio', { name: 'PPO' }).click();
  await button(page, 'Start').click();
  await expect.poll(() => iteration(page)).toBeGreaterThan(2);
  await expect(page.getByRole('region', { name: 'Runs' })).toContainText(/algorithm/i);
});

test('the whole of Train can be used by keyboard', async ({ page }) => {
  await openTrain(page, `env=pendulum&seeds=1&${SMALL}`);
  await button(page, 'Start').focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => iteration(page)).toBeGreaterThan(1);
  await button(page, 'Pause').focus();
  await page.keyboard.press('Space');
  await expect(button(page, 'Resume')).toBeVisible();
  const bound = page.getByRole('slider', { name: 'Mean bound' });
  await bound.focus();
  const was = await page.getByRole('textbox', { name: 'Mean bound value' }).inputValue();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('textbox', { name: 'Mean bound value' })).not.toHaveValue(was);
});

test('a speed limit holds a run back while it runs, and lets it go', async ({ page }) => {
  await openTrain(page, `env=pendulum&seeds=1&${SMALL}`);
  const speed = page.getByRole('combobox', { name: 'Speed' });
  await speed.selectOption('1 iteration/s');
  await button(page, 'Start').click();
  await expect.poll(() => iteration(page)).toBeGreaterThan(0);
  const began = await iteration(page);
  await page.waitForTimeout(2500);
  const slow = (await iteration(page)) - began;
  expect(slow).toBeGreaterThanOrEqual(1);
  expect(slow).toBeLessThanOrEqual(4);
  await speed.selectOption('Full speed');
  await expect.poll(() => iteration(page)).toBeGreaterThan(began + 12);
});

test('a setting that changes nothing is disabled and says why', async ({ page }) => {
  await openTrain(page, `env=pendulum&seeds=1&${SMALL}`);
  for (const group of ['Entropy', 'Update']) {
    await page.locator('summary').filter({ hasText: group }).click();
  }
  const clip = page.getByRole('textbox', { name: 'PPO ratio clip' });
  const target = page.getByRole('textbox', { name: /Target entropy/ });
  await expect(clip).toBeDisabled();
  await expect(page.getByText('Only PPO and PAPI read it.').first()).toBeVisible();
  await expect(target).toBeDisabled();
  await page.getByRole('radio', { name: 'Linear' }).click();
  await expect(target).toBeEnabled();
  await page.getByRole('radio', { name: 'PPO' }).click();
  await expect(clip).toBeEnabled();
  await expect(target).toBeDisabled();
});

test('the numbers of the runs on the chart and its picture can be saved', async ({ page }) => {
  await openTrain(page, `env=pendulum&seeds=1,2&${SMALL}&b.alg=ppo`);
  await button(page, 'Start').click();
  await expect.poll(() => iteration(page)).toBeGreaterThan(2);
  await button(page, 'Pause').click();
  const [data] = await Promise.all([
    page.waitForEvent('download'),
    button(page, 'Download data (CSV)').click(),
  ]);
  expect(data.suggestedFilename()).toMatch(/^\w+-\w+\+\w+-\w+\.csv$/);
  const lines = (await readFile(await data.path(), 'utf8')).trimEnd().split('\n');
  expect(lines.slice(0, 2).join('\n')).toMatch(/^# \S+: http\S+#\/train\?\S+\n# \S+: http\S+alg=ppo\S*$/);
  const table = lines.filter((line) => !line.startsWith('#'));
  const header = table[0]!.split(',');
  expect(header).toContain('episodic_return');
  const rows = table.slice(1).map((line) => line.split(','));
  expect(rows.length).toBeGreaterThan(6);
  expect(rows.every((row) => row.length === header.length)).toBe(true);
  expect(new Set(rows.map((row) => row[1]))).toEqual(new Set(['1', '2']));

  const [picture] = await Promise.all([page.waitForEvent('download'), button(page, 'Save picture').click()]);
  const bytes = await readFile(await picture.path());
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  expect(bytes.length).toBeGreaterThan(10_000);
});

test('a run goes on behind the Lab, whose header says so', async ({ page }) => {
  await openTrain(page, `env=pendulum&seeds=1&${SMALL}`);
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('5 iterations/s');
  await button(page, 'Start').click();
  await expect.poll(() => iteration(page)).toBeGreaterThan(0);
  const left = await iteration(page);
  await page.getByRole('link', { name: 'Lab', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Train (a run is training)' })).toBeVisible();
  await page.waitForTimeout(1000);
  await page.goBack();
  await expect.poll(() => iteration(page)).toBeGreaterThan(left + 2);
  await expect(progress(page)).toContainText('training');
});
