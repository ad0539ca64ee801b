import { expect, type Page, test } from '@playwright/test';

function failOnException(page: Page) {
  const exceptions: string[] = [];
  page.on('pageerror', (error) => exceptions.push(error.message));
  return exceptions;
}

test('a Lab link brings a colleague to the same state', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  await page.goto(`${baseURL}#/lab`);
  await page.getByRole('radio', { name: 'W2' }).click();
  const bound = page.getByRole('textbox', { name: 'Covariance bound value' });
  await bound.fill('0.05');
  await bound.press('Enter');
  const handle = page.getByRole('slider', { name: 'Mean of the proposed policy' });
  await handle.focus();
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowUp');
  const readOut = async (on: Page) =>
    [
      await on.getByRole('region', { name: 'Mean part' }).innerText(),
      await on.getByRole('region', { name: 'Covariance part' }).innerText(),
      await on.getByRole('table', { name: 'Σ̃ projected' }).innerText(),
    ].join('\n');
  const numbers = await readOut(page);
  await page.getByRole('button', { name: /^Share/ }).click();
  await expect(page.getByRole('status').last()).toContainText(/copied/i);
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toContain('#/lab?');

  const colleague = await context.newPage();
  await colleague.goto(link);
  await expect(colleague.getByRole('radio', { name: 'W2' })).toBeChecked();
  await expect.poll(() => readOut(colleague)).toBe(numbers);
  await context.close();
});

test('a Train link sets everything and waits on Start', async ({ page }) => {
  await page.goto('#/train?v=1&preset=point-mass&proj=w2&em=0.05&seeds=3,4');
  await expect(page.getByRole('radio', { name: 'Point mass' })).toBeChecked();
  await expect(page.getByRole('radio', { name: 'W2' })).toBeChecked();
  await expect(page.getByRole('textbox', { name: 'Mean bound value' })).toHaveValue('0.05');
  await expect(page.getByRole('textbox', { name: 'Seeds' })).toHaveValue(/3\D+4/);
  await expect(page.getByRole('button', { name: 'Start', exact: true })).toBeEnabled();
  await expect(page.getByText('Nothing has run yet.')).toBeVisible();
});

test('typing replaces the address, choosing a view pushes it, back and forward work', async ({ page }) => {
  await page.goto('#/lab');
  const bound = page.getByRole('textbox', { name: 'Mean bound value' });
  await bound.fill('0.35');
  await bound.press('Enter');
  await expect.poll(() => page.url()).toContain('0.35');
  await page.getByRole('link', { name: 'Train' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Train an agent' })).toBeAttached();
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1, name: 'Touch a trust region' })).toBeAttached();
  await expect(page.getByRole('textbox', { name: 'Mean bound value' })).toHaveValue('0.35');
  await page.goForward();
  await expect(page.getByRole('heading', { level: 1, name: 'Train an agent' })).toBeAttached();
});

const HOSTILE = [
  '#/lab?em=-5',
  '#/lab?em=1e999&ec=NaN',
  '#/lab?v=1&projection=__proto__&constructor[prototype][x]=1&__proto__.polluted=1',
  '#/lab?p=<img src=x onerror=alert(1)>',
  '#/lab?%E0%A4%A',
  '#/train?env=../../etc/passwd&alg=rm&steps=-1',
  '#/train?v=99&seeds=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18&lr=abc',
  '#/nowhere?a=b',
  '#javascript:alert(1)',
  `#/lab?${'x=1&'.repeat(5000)}`,
];
for (const hash of HOSTILE) {
  test(`a broken link gives a working page and a notice: ${hash.slice(0, 60)}`, async ({ page }) => {
    const exceptions = failOnException(page);
    await page.goto(hash);
    await expect(page.getByRole('heading', { level: 1 })).toBeAttached();
    await expect(page.getByRole('status').last()).not.toBeEmpty();
    expect(await page.evaluate(() => 'polluted' in {})).toBe(false);
    expect(exceptions).toEqual([]);
  });
}
