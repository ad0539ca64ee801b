import { expect, type Page, test } from '@playwright/test';
import { axeOn } from '../support/axe.ts';

const QUICK = 'hid=16,16&n=8&h=32&pe=2&ve=2&mb=64&engine=simd&steps=2048';

async function runToTheEnd(page: Page) {
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Progress' })).toContainText(/finished/);
}

test('runs are renamed, hidden, kept, shown and deleted, by keyboard too', async ({ page }) => {
  await page.goto(`#/train?v=1&env=pendulum&seeds=1&${QUICK}`);
  await runToTheEnd(page);
  await page.getByRole('radio', { name: 'PPO' }).click();
  await runToTheEnd(page);
  const runs = page.getByRole('region', { name: 'Runs' });
  const rows = runs.getByRole('list').getByRole('listitem');
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText('algorithm TRPL → PPO');
  const nameOf = (row: number) => rows.nth(row).getByRole('button').first();
  const [ppo, trpl] = [await nameOf(0).innerText(), await nameOf(1).innerText()];
  const chart = page.getByRole('region', { name: 'Return' }).getByRole('img').first();
  await expect(chart).toHaveAccessibleName(new RegExp(`(${ppo}.*${trpl}|${trpl}.*${ppo})`));

  await runs.getByRole('button', { name: `Curve of ${trpl}` }).click();
  await expect(chart).not.toHaveAccessibleName(new RegExp(trpl));
  await runs.getByRole('button', { name: `Keep ${trpl}` }).click();
  await expect(nameOf(0)).toHaveText(trpl);

  await nameOf(0).focus();
  await page.keyboard.press('F2');
  await page.keyboard.type('with the layer');
  await page.keyboard.press('Enter');
  await expect(nameOf(0)).toHaveText('with the layer');
  await runs.getByRole('button', { name: 'More about with the layer' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Rename' }).press('Enter');
  await page.keyboard.type('something else');
  await page.keyboard.press('Escape');
  await expect(nameOf(0)).toHaveText('with the layer');

  // On show again, it is drawn, and everything is labelled by its method.
  await nameOf(0).click();
  await expect(page.getByRole('region', { name: 'Progress' })).toContainText('TRPL, KL');
  await expect(chart).toHaveAccessibleName(/with the layer/);

  await runs.getByRole('button', { name: `More about ${ppo}` }).click();
  const { violations } = await axeOn(page).analyze();
  expect(violations).toEqual([]);
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(rows).toHaveCount(1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(rows).toHaveCount(2);
});
