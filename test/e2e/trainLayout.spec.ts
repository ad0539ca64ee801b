import { expect, type Page, test } from '@playwright/test';

const SMALL = 'hid=16,16&n=8&h=32&pe=2&ve=2&mb=64';
const FIRST = ['Pendulum', 'Trust-region map', 'Return', 'Distance from old policy'];

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const progress = (page: Page) => page.getByRole('region', { name: 'Progress' });

test('the agent, the map, the return and the distances are in sight together', async ({ page }) => {
  for (const size of [
    { width: 1440, height: 900 },
    { width: 1280, height: 720 },
  ]) {
    await page.setViewportSize(size);
    await page.goto(`#/train?v=1&env=pendulum&seeds=1&steps=2048&run=1`);
    await expect(progress(page)).toContainText('finished');
    const dock = (await progress(page).locator('..').boundingBox())!;
    for (const name of FIRST) {
      const panel = page.getByRole('region', { name });
      const box = (await panel.boundingBox())!;
      expect(box.y).toBeGreaterThanOrEqual(0);
      const picture = (await panel.locator('canvas').first().boundingBox())!;
      expect(picture.y + picture.height, `${name} at ${size.width}`).toBeLessThanOrEqual(dock.y);
      expect(
        await panel.evaluate((element) => element.scrollWidth - element.clientWidth),
      ).toBeLessThanOrEqual(0);
    }
    const controls = (await page.getByRole('group', { name: 'Run', exact: true }).boundingBox())!;
    for (const name of ['Mean bound', 'Covariance bound']) {
      const slider = (await page.getByRole('slider', { name }).boundingBox())!;
      expect(slider.y + slider.height, `${name} at ${size.width}`).toBeLessThanOrEqual(controls.y);
    }
    await page.goto('#/lab');
  }
});

test('settings that are opened scroll in their rail and make the page no longer', async ({ page }) => {
  await page.goto('#/train?v=1&env=pendulum&seeds=1');
  await expect(button(page, 'Start')).toBeVisible();
  const height = () => page.evaluate(() => document.documentElement.scrollHeight);
  const before = await height();
  for (const group of ['Rollout', 'Update', 'End and engine']) {
    await page.locator('summary').filter({ hasText: group }).click();
  }
  await expect(page.getByText('Fisher damping')).toBeAttached();
  expect(await height()).toBe(before);
});

test('a list of many runs makes the page no longer', async ({ page }) => {
  await page.goto(`#/train?v=1&env=pendulum&seeds=1&${SMALL}&steps=256`);
  const runs = page.getByRole('region', { name: 'Runs' }).getByRole('listitem');
  const height = () => page.evaluate(() => document.documentElement.scrollHeight);
  let four = 0;
  for (let run = 1; run <= 7; run++) {
    await button(page, run === 1 ? 'Start' : 'New seed').click();
    await expect(runs).toHaveCount(run);
    await expect(progress(page)).toContainText('finished');
    if (run === 4) four = await height();
  }
  expect(await height()).toBeLessThanOrEqual(four + 1);
});

test('the space bar starts, pauses and resumes, unless something else has a use for it', async ({ page }) => {
  await page.goto(`#/train?v=1&env=pendulum&seeds=1&${SMALL}&steps=100000000`);
  await expect(button(page, 'Start')).toHaveAttribute('aria-keyshortcuts', 'Space');
  await page.keyboard.press('Space');
  await expect(button(page, 'Pause')).toBeVisible();
  await page.keyboard.press('Space');
  await expect(button(page, 'Resume')).toBeVisible();
  await page.getByRole('textbox', { name: 'Mean bound value' }).focus();
  await page.keyboard.press('Space');
  await expect(button(page, 'Resume')).toBeVisible();
  await page.getByRole('switch', { name: 'Explain' }).focus();
  await page.keyboard.press('Space');
  await expect(page.getByRole('switch', { name: 'Explain' })).toBeChecked();
  await expect(button(page, 'Resume')).toBeVisible();
});

test('on a phone the agent and the map come first, and the metrics are folded', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`#/train?v=1&env=pendulum&seeds=1&${SMALL}&steps=1024&run=1`);
  await expect(progress(page)).toContainText('finished');
  const tops = await Promise.all(
    FIRST.map(async (name) => (await page.getByRole('region', { name }).boundingBox())!.y),
  );
  expect(tops).toEqual([...tops].sort((a, b) => a - b));
  await expect(page.getByRole('table', { name: 'Metrics of the last iteration' })).toHaveCount(0);
  await page.locator('summary').filter({ hasText: 'Last iteration' }).click();
  await expect(page.getByRole('table', { name: 'Metrics of the last iteration' })).toBeVisible();
});
