import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { axeOn } from '../support/axe.ts';

test('policies over more actions: chosen by keyboard, pasted, saved and brought back, opened in the plane', async ({
  page,
}) => {
  await page.goto('#/lab?look=actions');
  const panel = page.getByRole('region', { name: 'More actions' });
  const spectrum = panel.getByRole('region', { name: 'Relative spectrum' }).getByRole('img');
  const undo = panel.getByRole('button', { name: 'Undo the last change' });
  await expect(spectrum).toHaveAttribute('aria-label', /(becomes.*){3}/);

  // The number of actions and the pair on show, by keyboard; the link keeps the policies.
  await panel.getByRole('radio', { name: '3', exact: true }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(panel.getByRole('radio', { name: '4', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(spectrum).toHaveAttribute('aria-label', /(becomes.*){4}/);
  await panel.getByRole('radio', { name: 'actions 1 and 2' }).focus();
  for (const next of ['1 and 3', '2 and 3', '1 and 4', '2 and 4', '3 and 4']) {
    await page.keyboard.press('ArrowRight');
    await expect(panel.getByRole('radio', { name: `actions ${next}` })).toBeFocused();
  }
  await page.keyboard.press('Enter');
  await expect(panel.getByRole('img', { name: /over actions 3 and 4/ })).toBeVisible();
  await panel.getByRole('switch', { name: /projected alone/ }).click();
  await expect(panel.getByText('these two alone', { exact: true })).toBeVisible();
  await expect(page).toHaveURL(/policies=4~1/);

  // A matrix with something wrong changes nothing; put right, it is taken, and that can be undone.
  await panel.getByText('Your own policies').click();
  const field = panel.getByRole('textbox', { name: 'Numbers of your own' });
  await field.fill('[[1, 0.5], [0.5, 0.2]]');
  await expect(panel.getByRole('status')).toContainText(
    'Not positive definite: its smallest eigenvalue is −0.0403',
  );
  await expect(panel.getByRole('button', { name: /^(Use|Start)/ })).toHaveCount(0);
  await field.fill('[[1, 0.5], [0.5, 2]]');
  await expect(panel.getByRole('status')).toContainText(
    'a 2 × 2 covariance with eigenvalues from 0.793 to 2.21',
  );
  await panel.getByRole('button', { name: 'Start 2 actions with it' }).click();
  await expect(panel.getByRole('status')).toContainText('Both policies over 2 actions have it now');
  await panel.getByText('Means and standard deviations').click();
  const deviation = panel.getByRole('textbox', { name: 'proposed standard deviation of action 1' });
  await deviation.fill('2');
  await deviation.press('Enter');
  await expect(spectrum).toHaveAttribute('aria-label', /4\.\d+ becomes/);
  await expect(page).toHaveURL(/policies=2,/);

  // A saved file brings back the same.
  const saved = page.waitForEvent('download');
  await panel.getByRole('button', { name: 'Save as CSV' }).click();
  const file = await (await saved).path();
  expect(readFileSync(file, 'utf8')).toContain('old,covariance,1,0.5');
  const before = await spectrum.getAttribute('aria-label');
  await panel.getByRole('button', { name: 'Another example' }).click();
  await expect(spectrum).not.toHaveAttribute('aria-label', before!);
  await panel.getByLabel('File of policies').setInputFiles({
    name: 'mine.csv',
    mimeType: 'text/csv',
    buffer: readFileSync(file),
  });
  await expect(panel.getByRole('status')).toContainText(
    'Taken (mine.csv). These are two policies over 2 actions.',
  );
  await expect(spectrum).toHaveAttribute('aria-label', before!);
  await undo.click();
  await expect(spectrum).not.toHaveAttribute('aria-label', before!);
  await panel.getByRole('button', { name: 'Redo' }).click();

  // Two actions become the Lab's own pair: a step of its undo.
  await panel.getByRole('button', { name: 'Open in the plane' }).click();
  await expect(page).toHaveURL(/old=0,0,/);
  await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeEnabled();
  await page.reload();
  await expect(spectrum).toHaveAttribute('aria-label', before!);

  const { violations } = await axeOn(page).analyze();
  expect(violations).toEqual([]);
});

test('samples are dropped onto the panel, also many of them, and fit a narrow phone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await page.goto('#/lab?look=actions&policies=6~2');
  const panel = page.getByRole('region', { name: 'More actions' });
  await expect(panel.getByRole('radio', { name: 'actions 5 and 6' })).toBeVisible();
  await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  await panel.getByText('Your own policies').click();
  const samples = Array.from({ length: 4000 }, (_, i) =>
    [i % 2 === 0 ? 'old' : 'proposed', Math.sin(i), Math.cos(3 * i), Math.sin(i * i)].join(','),
  ).join('\n');
  const transfer = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'samples.csv', { type: 'text/csv' }));
    return data;
  }, `policy,x,y,z\n${samples}`);
  await panel
    .getByRole('radio', { name: '6', exact: true })
    .dispatchEvent('drop', { dataTransfer: transfer });
  await expect(panel.getByRole('status')).toContainText(
    'These are two policies over 3 actions, estimated from 2,000 samples of the old one and 2,000 of the proposed one.',
  );
  const { violations } = await axeOn(page).include('section[aria-label="More actions"]').analyze();
  expect(violations).toEqual([]);
});
