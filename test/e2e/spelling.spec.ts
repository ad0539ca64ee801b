import { expect, test } from '@playwright/test';
import { axeOn } from '../support/axe.ts';

/** A replay to an iteration, where the run stands still and the agent plays on. */
const RUN = '#/train?v=1&env=spelling&seeds=1&n=16&h=16&pe=2&ve=2&mb=64&pre=50&engine=simd&at=1';

test('a word is written symbol by symbol, by the agent and by hand', async ({ page }) => {
  await page.goto(RUN);
  const panel = page.getByRole('region', { name: 'Spelling' });
  await expect(panel).toContainText(/step \d+ · return/, { timeout: 60_000 });
  await panel.getByText('What it sees, and the policy there').click();
  await expect(panel.getByRole('term').filter({ hasText: 'letter 1 is', visible: true })).toHaveCount(1);
  // Nothing swings that could be nudged.
  await expect(panel.getByRole('button', { name: /Nudge/ })).toHaveCount(0);

  await panel.getByRole('radio', { name: 'You act' }).click();
  await panel.getByRole('button', { name: 'New episode' }).click();
  await expect(panel).toContainText('step 0 · return 0.0');
  const keys = panel.getByRole('group', { name: /Write it yourself/ });
  await keys.getByRole('button', { name: 'a', exact: true }).focus();
  await page.keyboard.press('z');
  await expect(panel).toContainText('step 1 · return 0.0 · you acted');
  await keys.getByRole('button', { name: 'q', exact: true }).click();
  await expect(panel).toContainText('step 2 ·');
  await page.keyboard.press('ArrowRight');
  await expect(keys.getByRole('button', { name: 'r', exact: true })).toBeFocused();
  // Enter ends the word, whichever button has the focus; no word goes on with zq.
  await page.keyboard.press('Enter');
  await expect(panel).toContainText('step 3 · return 0.0 · you acted');

  const { violations } = await axeOn(page).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
});
