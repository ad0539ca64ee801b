import { expect, type Page, test } from '@playwright/test';
import { axeOn } from '../support/axe.ts';

// PPO at ten times its learning rate: it learns, then loses its entropy and all that it had learned.
const RECKLESS = 'env=pendulum&alg=ppo&lr=0.01&seeds=1&engine=simd';

const progress = (page: Page) => page.getByRole('region', { name: 'Progress' });

test('a run that goes wrong pauses, says what and since when, and the ways back are a click away', async ({
  page,
}) => {
  await page.goto(`#/train?v=1&${RECKLESS}&run=1`);
  const note = page.getByRole('region', { name: /^What went wrong with/ });
  await expect(note).toContainText('the entropy collapsed in iteration 29:', { timeout: 90_000 });
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible();
  const chart = page.getByRole('region', { name: 'Return' }).getByRole('img').first();
  await expect(chart).toHaveAccessibleName(/59,392 steps: entropy collapsed/);
  const { violations } = await axeOn(page).include('main').analyze();
  expect(violations).toEqual([]);

  await note.getByRole('button', { name: /^Rewind to iteration 27/ }).click();
  await expect(page.getByText(/iteration 27/i).first()).toBeVisible();

  const ways = note.getByRole('button', { name: 'Go on' });
  await ways.focus();
  await page.keyboard.press('Enter');
  await expect(note).toContainText('was lost in iteration 31', { timeout: 60_000 });

  await note.getByRole('button', { name: 'Same seed with a trust region' }).click();
  await expect(progress(page)).toContainText('TRPL, KL');
  await expect(page.getByRole('radio', { name: 'TRPL' })).toBeChecked();
  // What it is held against stays on the page, with its trouble.
  await expect(note).toBeVisible();
});
