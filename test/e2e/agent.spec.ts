import { expect, test } from '@playwright/test';
import { axeOn } from '../support/axe.ts';

/** A replay to an iteration, where the run stands still and the agent plays on. */
const RUN = '#/train?v=1&env=pendulum&seeds=1&hid=16,16&n=8&h=32&pe=2&ve=2&mb=64&engine=simd&at=2';

test('the agent is pushed, looked into and taken over, and its return says so', async ({ page }) => {
  await page.goto(RUN);
  const panel = page.getByRole('region', { name: 'Pendulum' });
  await expect(panel).toContainText(/step \d+ · return/, { timeout: 60_000 });
  await expect(panel).not.toContainText('you');

  const picture = panel.getByRole('img', { name: /played by the current policy/ });
  const box = (await picture.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + 10, box.y + 20, { steps: 4 });
  await expect(panel).toContainText('· you pushed');
  await page.mouse.up();

  await panel.getByRole('button', { name: 'New episode' }).click();
  await expect(panel).not.toContainText('you pushed');
  await panel.getByRole('button', { name: 'Nudge the rod' }).press('Enter');
  await expect(panel).toContainText('· you pushed');
  await panel.getByRole('button', { name: 'New episode' }).click();

  await panel.getByText('What it sees, and the policy there').click();
  const seen = panel.getByRole('definition');
  await expect(seen).toHaveCount(3);
  await expect(seen.first()).toContainText(/^−?[01]\.\d\d$/);

  await panel.getByRole('radio', { name: 'You act' }).click();
  const torque = panel.getByRole('slider', { name: 'torque (N m)' });
  await expect(torque).toBeFocused();
  await page.keyboard.down('ArrowLeft');
  await expect(torque).toHaveValue('2');
  await expect(panel.getByRole('img', { name: /policy of the agent at play/ })).toHaveAccessibleName(
    /Action taken 2\.0/,
  );
  await page.keyboard.up('ArrowLeft');
  await expect(torque).toHaveValue('0');
  await expect(panel).toContainText('· you acted');

  const { violations } = await axeOn(page).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
  await panel.getByRole('radio', { name: 'Sampled' }).click();
  await panel.getByRole('button', { name: 'New episode' }).click();
  await expect(panel).not.toContainText('you acted');
});
