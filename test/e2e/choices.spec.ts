import { expect, test } from '@playwright/test';
import { axeOn } from '../support/axe.ts';

/** A replay to an iteration, where the run stands still and the agent plays on. */
const RUN =
  '#/train?v=1&env=mountain-car-discrete&seeds=1&hid=16,16&n=8&h=32&pe=2&ve=2&mb=64&engine=simd&at=2';

test('one of three actions: the read-out says which was taken of what policy, keys and buttons take them', async ({
  page,
}) => {
  await page.goto(RUN);
  const panel = page.getByRole('region', { name: 'Mountain car, discrete' });
  await expect(panel).toContainText(/step \d+ · return/, { timeout: 60_000 });
  await panel.getByText('What it sees, and the policy there').click();
  const policy = panel.getByRole('table', { name: 'Probability of each action' });
  for (const name of ['left', 'none', 'right']) {
    await expect(policy.getByRole('row', { name })).toContainText(/0\.\d\d/);
  }
  await expect(policy.getByRole('img', { name: 'taken' })).toHaveCount(1);

  await panel.getByRole('radio', { name: 'You act' }).click();
  const action = panel.getByRole('group', { name: 'Action' });
  const left = action.getByRole('button', { name: 'left' });
  const none = action.getByRole('button', { name: 'none' });
  await expect(left).toBeFocused();
  await expect(none).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.down('ArrowLeft');
  await expect(left).toHaveAttribute('aria-pressed', 'true');
  await expect(policy.getByRole('row', { name: 'left' }).getByRole('img', { name: 'taken' })).toBeVisible();
  await page.keyboard.up('ArrowLeft');
  await expect(none).toHaveAttribute('aria-pressed', 'true');
  await expect(panel).toContainText('· you acted');

  const right = action.getByRole('button', { name: 'right' });
  await right.hover();
  await page.mouse.down();
  await expect(right).toHaveAttribute('aria-pressed', 'true');
  await page.mouse.up();
  await expect(none).toHaveAttribute('aria-pressed', 'true');
  await right.press('Enter');
  await expect(right).toHaveAttribute('aria-pressed', 'true');

  const { violations } = await axeOn(page).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
});
