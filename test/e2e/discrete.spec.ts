import { expect, test } from '@playwright/test';
import { axeOn } from '../support/axe.ts';

/** A replay to an iteration, where the run stands still. */
const SMALL = 'hid=16,16&n=8&h=32&pe=2&ve=2&mb=64&engine=simd&at=4';

test('a run over discrete actions is set, read and opened in the Lab for them', async ({ page }) => {
  await page.goto(`#/train?v=1&env=cart-pole-balance&seeds=1&${SMALL}`);
  await expect(page.getByText('Iteration 4, as the link says.')).toBeVisible({ timeout: 60_000 });

  // One bound, two metrics, and nothing of a Gaussian.
  const layer = page.getByRole('radiogroup', { name: 'Projection' });
  await expect(layer.getByRole('radio')).toHaveText(['KL', 'Euclidean']);
  await expect(page.getByRole('slider', { name: 'Bound', exact: true })).toBeVisible();
  await expect(page.getByRole('slider', { name: /mean bound|covariance bound/i })).toHaveCount(0);
  const distances = page.getByRole('region', { name: 'Distance from old policy' });
  await expect(distances.getByRole('img')).toHaveAttribute('aria-label', /^KL distance, one count a state/);
  await expect(distances.getByRole('radio')).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Trust-region map' })).toContainText(
    /beyond the bound|No state/,
  );

  const probes = page.getByRole('region', { name: 'Policies at six states' });
  await expect(probes).toContainText('The network (proposed) acts.');
  await expect(probes.getByRole('img', { name: /^State 2\./ })).toHaveAttribute('aria-label', /left \d/);
  await probes.getByRole('button', { name: 'Open state 2 in the Lab' }).focus();
  const numbers = probes.getByRole('status');
  await expect(numbers).toContainText(/State 2.*left.*right.*distance \(ε = 0\.020\).*entropy/);
  const { violations } = await axeOn(page).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);

  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/simplex\?/);
  await expect(
    page.getByText('Cart-pole, balance, iteration 4: one state’s old and proposed policy.'),
  ).toBeVisible();
  await expect(page.getByRole('rowheader')).toHaveText(['left', 'right']);
  await expect(page).toHaveURL(/&task=cart-pole-balance/);
  const proposed = new URLSearchParams(page.url().split('?')[1]).get('proposed')!.split(',');
  expect(proposed).toHaveLength(2);

  await page.goBack();
  const field = page.getByRole('region', { name: 'Policy field' });
  await field.scrollIntoViewIfNeeded();
  await expect(field).toContainText(/value, every \S+; stronger is higher/);
  await field.getByRole('button', { name: /^Read the field/ }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(field.getByRole('status')).toContainText(/new policy.*left .+%, right .+old policy/);

  await page.setViewportSize({ width: 360, height: 780 });
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});

test('a duel over discrete actions offers the methods that there are for them', async ({ page }) => {
  await page.goto('#/train?v=1&layout=duel&env=cart-pole-balance&seeds=1');
  const left = page.getByRole('combobox', { name: 'Method on the left' });
  await expect(left.getByRole('option')).toHaveText([
    ...['TRPL, KL', 'TRPL, Euclidean', 'PPO', 'Policy gradient', 'TRPO', 'PAPI'],
  ]);
  await left.selectOption('euclidean');
  await expect(page).toHaveURL(/b\.cproj=euclidean/);
  await expect(page.getByRole('region', { name: 'Left: TRPL, Euclidean' })).toBeVisible();
});
