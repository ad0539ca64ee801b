import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';

test('closer looks are off at first, open with a sentence, and stay in the link but not in undo', async ({
  page,
}) => {
  await page.goto('#/lab');
  const row = page.getByRole('group', { name: 'Look closer' });
  const switches = row.getByRole('button');
  await expect(switches.first()).toBeVisible();
  for (const one of await switches.all()) await expect(one).toHaveAttribute('aria-pressed', 'false');

  const shapes = row.getByRole('button', { name: 'Shapes and paths' });
  await shapes.focus();
  await page.keyboard.press('Enter');
  await expect(shapes).toHaveAttribute('aria-pressed', 'true');
  await expect(row).toContainText('the way each projection takes');
  await expect(page.getByRole('region', { name: 'Shapes and paths' })).toBeVisible();
  await expect(page).toHaveURL(/look=shapes/);
  await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled();

  await page.reload();
  await expect(shapes).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('region', { name: 'Shapes and paths' })).toBeVisible();
  await shapes.click();
  await expect(page).not.toHaveURL(/look=/);
  await expect(page.getByRole('region', { name: 'Shapes and paths' })).toBeHidden();

  // Out of sight a panel waits for the hand to rest, and then it has followed.
  await page.goto('#/lab?look=approximations');
  const proposal = page.getByRole('row', { name: /Your proposal/ });
  const before = await proposal.innerText();
  await page.evaluate(() => scrollTo(0, 0));
  await expect(proposal).not.toBeInViewport();
  await page.getByRole('slider', { name: 'Mean of the proposed policy' }).press('Shift+ArrowRight');
  await expect(proposal).not.toBeInViewport();
  await expect(proposal).not.toHaveText(before);

  await page.goto('#/lab?look=shape');
  await expect(page.getByText(/There is no closer look "shape"; did you mean shapes\?/)).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
});
