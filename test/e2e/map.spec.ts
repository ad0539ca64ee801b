import { expect, type Page, test } from '@playwright/test';
import { axeOn } from '../support/axe.ts';

/** Twelve iterations of a small run, long strides: its network leaves the bounds. */
const SMALL = 'hid=16,16&n=8&h=32&pe=4&ve=2&mb=64&lr=0.005&steps=3072&seeds=1&engine=simd&run=1';

/** An iteration that is not kept is trained again when it is visited. */
const RECOMPUTED = { timeout: 30_000 };

async function train(page: Page, preset: string) {
  await page.goto(`#/train?v=1&preset=${preset}&${SMALL}`);
  await expect(page.getByRole('region', { name: 'Progress' })).toContainText('finished', { timeout: 60_000 });
  const map = page.getByRole('region', { name: 'Trust-region map' });
  await map.scrollIntoViewIfNeeded();
  return map;
}

test('the map: a projection stops at the bound, its network does not; arrows read it, Enter goes there', async ({
  page,
}) => {
  const map = await train(page, 'pendulum');
  await expect(map).toContainText(/% of the states are beyond the (mean|covariance) bound/);
  await map.getByRole('radio', { name: 'Projected' }).click();
  for (const part of ['Mean', 'Covariance', 'KL']) {
    await map.getByRole('radio', { name: part }).click();
    await expect(map).toContainText('No state is beyond the');
  }
  await map.getByRole('radio', { name: 'Mean' }).click();
  await expect(map.getByRole('img')).toHaveAttribute(
    'aria-label',
    /mean part.*projected, iterations 1 to 12/,
  );

  const slider = map.getByRole('slider');
  await slider.focus();
  await page.keyboard.press('Home');
  await expect(slider).toHaveAttribute('aria-valuetext', /^Iteration 1: 0\s%/);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowUp');
  await expect(slider).toHaveAttribute('aria-valuetext', /^Iteration 2: \d+ states \(\d.*\) at .* to /);
  await page.keyboard.press('Enter');
  await map.getByRole('radio', { name: 'Mean' }).focus();
  // Where nobody points, the iteration is read that all panels show.
  await expect(map).toContainText(/Iteration 2: 0\s% beyond/, RECOMPUTED);
  const { violations } = await axeOn(page).include('section').analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
});

test('the map without a layer: only what acts; the pointer reads it, a click goes there', async ({
  page,
}) => {
  const map = await train(page, 'pendulum-ppo');
  await expect(map).toContainText('PPO has no layer');
  await expect(map.getByRole('radio', { name: 'Projected' })).toHaveCount(0);
  const saved = page.waitForEvent('download');
  await map.getByRole('button', { name: 'Save the map' }).click();
  expect((await saved).suggestedFilename()).toMatch(/-map\.png$/);
  const slider = map.getByRole('slider');
  const box = (await slider.boundingBox())!;
  await slider.hover({ position: { x: box.width / 2, y: box.height * 0.7 } });
  await expect(map).toContainText(/Iteration \d+: \d+ states? \(.*largest/);
  const pointed = /^Iteration (\d+)/.exec((await slider.getAttribute('aria-valuetext'))!)![1];
  await slider.click({ position: { x: box.width / 2, y: box.height * 0.7 } });
  await page.mouse.move(0, 0);
  await expect(slider).toHaveAttribute('aria-valuenow', pointed!, RECOMPUTED);
  await expect(slider).toHaveAttribute('aria-valuetext', /beyond the bound/);
});
