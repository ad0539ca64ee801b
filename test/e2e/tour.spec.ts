import { expect, type Page, test } from '@playwright/test';
import { axeOn } from '../support/axe.ts';

const DONE = 'Done: this chapter is complete.';

/** Opens a chapter and reads it from its first to its last step with the keyboard. */
async function readThrough(page: Page, chapter: string, steps: number) {
  await page.goto(`#/learn/${chapter}`);
  const current = page.getByRole('navigation', { name: 'Steps of this chapter' }).locator('[aria-current]');
  for (let step = 1; step <= steps; step++) {
    await expect(current).toHaveAccessibleName(new RegExp(`^Step ${step}:`));
    if (step < steps) await page.keyboard.press('PageDown');
  }
}

async function press(page: Page, name: string | RegExp) {
  await page.getByRole('button', { name }).focus();
  await page.keyboard.press('Enter');
}

/** Answers the prediction of a step before anything was trained. */
async function predict(page: Page, answer: string) {
  await press(page, answer);
  await expect(page.getByText('Noted. The runs will show it.')).toBeVisible();
}

/** All runs of the figure, as fast as they go. */
async function trainAll(page: Page) {
  const full = page.getByRole('radio', { name: 'Full speed' });
  await full.focus();
  await page.keyboard.press('Space');
  await press(page, /^Watch/);
  await expect(page.getByRole('button', { name: /^Watch again/ })).toBeVisible({ timeout: 90_000 });
}

async function type(page: Page, field: string, text: string) {
  await page.getByRole('textbox', { name: field }).fill(text);
  await page.keyboard.press('Enter');
}

async function expectNothingFound(page: Page) {
  const { violations } = await axeOn(page).include('main').analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
}

test.beforeEach(async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
});

test('an agent forgets what it had learned, and is saved', async ({ page }) => {
  await readThrough(page, 'too-long', 5);
  await predict(page, 'It learns, then loses it again');
  await trainAll(page);
  await expect(page.getByText('Right.')).toBeVisible();
  await expect(page.getByText(/solved: its return was −144 at iteration 52. By iteration 99/)).toBeVisible();
  await press(page, 'Go on behind a trust region');
  await expect(page.getByText('From iteration 52: too late.')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('Your turn.')).toBeVisible();
  await type(page, 'From iteration', '20');
  await press(page, 'Go on behind a trust region');
  await expect(page.getByText('From iteration 20: saved.')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(DONE)).toBeVisible();
  await expectNothingFound(page);

  // The runs are in Train's list; what Train shows is what it opens with.
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  await expect(page.getByRole('button', { name: /^Watch/ }).first()).toBeVisible();
  await page.getByRole('radio', { name: 'Instrument' }).click();
  await expect(page.getByRole('button', { name: 'Tour 1: nothing held', exact: true })).toBeVisible();
});

test('an average hides a state', async ({ page }) => {
  await readThrough(page, 'every-state', 6);
  await predict(page, 'More than one in twenty');
  await trainAll(page);
  await expect(page.getByText('Right.')).toBeVisible();
  await page.getByRole('slider', { name: 'Iteration on show' }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByText(/^Iteration 31: mean KL/)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(DONE)).toBeVisible();
  await expectNothingFound(page);
});

test('a floor under the entropy finds the flag', async ({ page }) => {
  await readThrough(page, 'exploration', 5);
  await predict(page, 'The bounded one');
  await type(page, 'The floor ends at', '0.5');
  await press(page, 'Train with this floor');
  await expect(page.getByText('With a floor at 0.5 it found the flag: return 89.')).toBeVisible({
    timeout: 90_000,
  });
  await expect(page.getByText(DONE)).toBeVisible();
  await expectNothingFound(page);
});

test('one’s own agent is trained, repeated to the bit, and sent', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await readThrough(page, 'your-own', 4);
  await type(page, 'Seed', '7');
  await predict(page, 'The same, to the last bit');
  await trainAll(page);
  await press(page, 'Train it again');
  await expect(page.getByText('Right.')).toBeVisible({ timeout: 60_000 });
  await press(page, 'Copy the link');
  await expect(page.getByText(DONE)).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/#\/train\?v=1.*preset=pendulum-fast.*seeds=7.*at=128/);
  await expectNothingFound(page);
});

test('what is said to be right is checked while one looks on', async ({ page }) => {
  await page.goto('#/learn/proof');
  await expect(page.getByText('8 of 8 digests are the same.')).toBeVisible({ timeout: 60_000 });
  for (const holds of ['All 24 hold.', 'All 32 hold.', 'All 2,000 hold.'])
    await expect(page.getByText(holds)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('All 40 hold.')).toHaveCount(2, { timeout: 30_000 });
  await expectNothingFound(page);
});
