import { expect, test } from '@playwright/test';
import { axeOn } from '../support/axe.ts';

test('what the gradient sees: a sample is moved by key, the clip falls silent, the layer does not', async ({
  page,
}) => {
  await page.goto('#/lab?preset=mean&look=gradient');
  const panel = page.getByRole('region', { name: 'What the gradient sees' });
  const target = page.getByRole('slider', { name: 'Target action' });
  await expect(target).toBeVisible();
  await panel.getByRole('radio', { name: 'one sample' }).click();
  await expect(target).toBeHidden();
  const sample = page.getByRole('slider', { name: 'Sampled action' });

  await sample.scrollIntoViewIfNeeded();
  const was = await sample.getAttribute('aria-valuetext');
  const box = (await sample.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 - 40, box.y + box.height / 2 - 30, { steps: 4 });
  await page.mouse.up();
  await expect(sample).not.toHaveAttribute('aria-valuetext', was!);

  // Near the proposed mean the sample has become much likelier: PPO's column is all zeros, the layer's is not.
  await panel.getByRole('button', { name: 'Fetch the sample' }).click();
  for (let i = 0; i < 3; i++) await sample.press('Shift+ArrowRight');
  await sample.press('Shift+ArrowUp');
  const table = panel.getByRole('table', { name: /A step downhill/ });
  const row = table.getByRole('row', { name: /^μ₁/ });
  await expect(panel).toContainText('lets nothing through');
  await expect(row.getByRole('cell').nth(2)).toHaveText('0');
  await expect(row.getByRole('cell').nth(1)).not.toHaveText('0');

  await panel.getByRole('radio', { name: 'worse than expected' }).click();
  await expect(panel).not.toContainText('lets nothing through');

  // Walked to with the keys, a grid point's numbers take the place of the proposal's.
  const grid = page.getByRole('slider', { name: 'Arrows of the grid' });
  await grid.focus();
  await expect(table).toContainText('from a mean at');
  const place = await grid.getAttribute('aria-valuetext');
  await grid.press('ArrowUp');
  await expect(grid).not.toHaveAttribute('aria-valuetext', place!);
  const { violations } = await axeOn(page).analyze();
  expect(violations).toEqual([]);
  await panel.getByRole('radio', { name: 'entropy' }).click();
  await expect(table).toContainText('A step downhill from the proposal');
  await expect(row.getByRole('cell').nth(0)).toHaveText('0');

  // Inside, the Jacobian is the identity.
  await page.getByRole('button', { name: 'Inside', exact: true }).click();
  await expect(panel.getByRole('table', { name: 'Covariance' }).getByRole('row').nth(1)).toContainText(
    /1[.]00.*0[.]00.*0[.]00/,
  );
});
