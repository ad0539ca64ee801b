import { expect, test } from '@playwright/test';
import { axeOn } from '../support/axe.ts';

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

  // Whatever is wrong with a link is one message, a line each.
  await page.goto('#/lab?look=shape&preset=rotat&em=-3&ec=x');
  const problem = page.getByText(/There is no closer look "shape"; did you mean shapes\?/);
  await expect(problem).toContainText('did you mean rotate?');
  await expect(problem).toContainText(/meanBound must be .*covarianceBound must be /s);
  await expect(page.getByRole('button', { name: 'Dismiss' })).toHaveCount(1);
  const { violations } = await axeOn(page).analyze();
  expect(violations).toEqual([]);
});

test('what is set in closer looks is in the link, and what a link says wrongly is put right, in either language', async ({
  page,
}) => {
  await page.goto('#/lab?look=gradient,samples&samples=501');
  await expect(page.getByText('samples must be one of 100, 500, 2000, 4000, got "501"')).toBeVisible();
  await page.getByRole('radio', { name: 'one sample' }).click();
  await page.getByRole('radio', { name: 'worse than expected' }).click();
  await page.getByRole('slider', { name: 'PPO’s clip c' }).press('ArrowRight');
  await page.getByRole('radio', { name: '2,000', exact: true }).click();
  await expect(page).toHaveURL(/look=gradient,samples&loss=sample&advantage=worse&clip=0\.21&samples=2000$/);

  await page.reload();
  await expect(page.getByRole('radio', { name: 'worse than expected' })).toBeChecked();
  await expect(page.getByRole('slider', { name: 'PPO’s clip c' })).toHaveAttribute('aria-valuenow', '0.21');
  await expect(page.getByRole('radio', { name: '2,000', exact: true })).toBeChecked();

  // What stands on the screen speaks the language of the page.
  await page.goto('#/lab?look=samples&samples=501');
  await expect(page.getByText('samples must be one of')).toBeVisible();
  await page.getByRole('combobox', { name: 'Language' }).selectOption('de');
  await expect(page.getByText(/samples muss .*100, 500, 2000, 4000/)).toBeVisible();
  await expect(page.getByText('samples must be one of')).toBeHidden();
});
