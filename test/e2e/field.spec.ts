import { expect, test } from '@playwright/test';
import { axeOn } from '../support/axe.ts';

const SMALL = 'hid=16,16&n=8&h=32&pe=2&ve=2&mb=64&engine=simd&at=4';

test('the policy field is read, and sets the probe states', async ({ page }) => {
  await page.goto(`#/train?v=1&env=pendulum&seeds=1&${SMALL}`);
  await expect(page.getByText('Iteration 4, as the link says.')).toBeVisible({ timeout: 60_000 });
  const panel = page.getByRole('region', { name: 'Policy field' });
  await panel.scrollIntoViewIfNeeded();
  await expect(panel).toContainText(/value, every \S+; stronger is higher/);

  const field = panel.getByRole('button', { name: /^Read the field/ });
  await field.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowUp');
  const numbers = panel.getByRole('status');
  await expect(numbers).toContainText(/angle.*angular velocity.*new policy.*±.*old policy.*value/);

  const probes = page.getByRole('region', { name: 'Policies at six states' });
  const words = () =>
    Promise.all(
      [1, 2, 3, 4, 5, 6].map((state) =>
        probes.getByRole('img', { name: new RegExp(`^State ${state}\\.`) }).getAttribute('aria-label'),
      ),
    );
  const own = await words();
  await page.keyboard.press('Enter');
  const back = panel.getByRole('button', { name: 'The run’s own probe states' });
  await expect(back).toBeVisible();
  // One of the six has moved to the cross-hair, where the field gives its policy.
  await expect.poll(async () => (await words()).filter((word, i) => word !== own[i]).length).toBe(1);
  const [mean] = /−?[\d.]+(?= ±)/.exec((await numbers.textContent())!)!;
  const moved = (await words()).find((word, i) => word !== own[i])!;
  expect(Number(/proposed mean (−?[\d.]+)/.exec(moved)![1]!.replace('−', '-'))).toBeCloseTo(
    Number(mean.replace('−', '-')),
    1,
  );
  await page.keyboard.press('Escape');
  await field.hover({ position: { x: 200, y: 100 } });
  await expect(numbers).toContainText('new policy');
  await panel.getByRole('radio', { name: 'Change' }).click();
  await expect(panel).toContainText('change of the mean torque');

  const { violations } = await axeOn(page).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
  await back.click();
  await expect.poll(words).toEqual(own);

  // A task without a plane has no field.
  await page.goto(`#/train?v=1&env=acrobot&seeds=1&${SMALL}`);
  await expect(page.getByRole('region', { name: 'Acrobot' })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('region', { name: 'Policy field' })).toBeHidden();
});
