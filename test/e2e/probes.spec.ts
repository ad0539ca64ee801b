import { expect, test } from '@playwright/test';
import { axeOn } from '../support/axe.ts';

/** A replay to an iteration, where the run stands still. */
const RUN = '#/train?v=1&env=pendulum&seeds=1&hid=16,16&n=8&h=32&pe=2&ve=2&mb=64&engine=simd&at=4';

test('probe states are read and open in the Lab, and so do the bars of the histogram', async ({ page }) => {
  await page.goto(RUN);
  await expect(page.getByText('Iteration 4, as the link says.')).toBeVisible({ timeout: 60_000 });

  const probes = page.getByRole('region', { name: 'Policies at six states' });
  await expect(probes).toContainText('The network (proposed, dashed) acts.');
  await expect(probes.getByRole('radio', { name: 'To scale' })).toBeChecked();
  const state = probes.getByRole('button', { name: 'Open state 2 in the Lab' });
  await state.focus();
  const numbers = probes.getByRole('status');
  await expect(numbers).toContainText(/State 2.*old.*proposed.*projected.*bound/);
  await expect(numbers).toContainText('angular velocity (rad/s)');
  const { violations } = await axeOn(page).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
  const deviation = await numbers.getByRole('row', { name: 'old' }).getByRole('cell').nth(1).textContent();

  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/trust region/i);
  await expect(page).toHaveURL(/#\/lab\?.*old=/);
  await expect(page.getByText('Pendulum, iteration 4: one state’s old and proposed policy.')).toBeVisible();
  // Mean, mean, σ₁, σ₂, angle: the second action is as wide as the first was, and stands still.
  const old = new URLSearchParams(page.url().split('?')[1]).get('old')!.split(',').map(Number);
  expect(old[2]!.toPrecision(2)).toBe(deviation);
  expect(old.slice(3)).toEqual([old[2], 0]);

  await page.goBack();
  const bars = page.getByRole('slider', { name: 'Read the bars of the histogram' });
  await bars.focus();
  await page.keyboard.press('ArrowRight');
  await expect(bars).toHaveAttribute('aria-valuetext', /^proposed: \d+ of 256 states/);
  await page.keyboard.press('ArrowDown');
  await expect(bars).toHaveAttribute('aria-valuetext', /^projected: /);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/lab/);
  await page.goBack();
  await bars.click({ position: { x: 100, y: 80 } });
  await expect(page).toHaveURL(/#\/lab/);
});
