import { expect, type Page, test } from '@playwright/test';
import { axeOn } from '../support/axe.ts';

test.use({ locale: 'de-DE', reducedMotion: 'reduce' });

const VIEWS = [
  ['lab', 'Labor'],
  ['train', 'Training'],
  ['compare', 'Vergleich'],
  ['learn', 'Lernen'],
] as const;

async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

for (const [view, name] of VIEWS) {
  test(`${view} opens in German: axe finds nothing, nothing sticks out on a phone`, async ({ page }) => {
    await page.goto(`#/${view}`);
    await expect(page).toHaveTitle(`${name} · Trust Region Playground`);
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    await expect(page.getByRole('heading', { level: 1 })).toBeAttached();
    await expect(page.getByRole('link', { name, exact: true })).toHaveAttribute('aria-current', 'page');
    await page.evaluate(() => document.fonts.ready);
    const { violations } = await axeOn(page).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
    for (const width of [390, 360]) {
      await page.setViewportSize({ width, height: 844 });
      await expect.poll(() => overflow(page), `${width} px`).toBeLessThanOrEqual(0);
    }
  });
}

test('numbers have a comma, fields take both signs, and links have the point', async ({ page }) => {
  await page.goto('#/lab');
  const bound = page.getByRole('textbox', { name: 'Wert der Mittelwertschranke' });
  await expect(bound).toHaveValue('0,2');
  for (const [typed, shown, linked] of [
    ['0,125', '0,125', 'em=0.125'],
    ['0.0625', '0,0625', 'em=0.0625'],
  ] as const) {
    await bound.fill(typed);
    await bound.press('Enter');
    await expect(bound).toHaveValue(shown);
    await expect(page).toHaveURL(new RegExp(linked));
  }
  await bound.fill('viel');
  await bound.press('Enter');
  await expect(page.getByRole('alert')).toHaveText('Gib eine Zahl ein, etwa 0,03 oder 5e-5.');
});

test('another language is chosen with the keyboard, is kept, and loses nothing', async ({ page }) => {
  await page.goto('#/lab?em=0.125');
  const mean = page.getByRole('slider', { name: 'Mittelwert der vorgeschlagenen Policy' });
  await mean.focus();
  await mean.press('ArrowRight');
  const place = await mean.getAttribute('aria-valuenow');
  const choice = page.getByRole('combobox', { name: 'Sprache' });
  await choice.focus();
  await choice.selectOption('English');
  const language = page.getByRole('combobox', { name: 'Language' });
  await expect(language).toBeFocused();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.getByRole('slider', { name: 'Mean of the proposed policy' })).toHaveAttribute(
    'aria-valuenow',
    place!,
  );
  await expect(page.getByRole('textbox', { name: 'Mean bound value' })).toHaveValue('0.125');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('slider', { name: 'Mean of the proposed policy' })).not.toHaveAttribute(
    'aria-valuenow',
    place!,
  );
  await page.reload();
  await expect(page.getByRole('combobox', { name: 'Language' })).toHaveValue('en');
  await expect(page).toHaveTitle('Lab · Trust Region Playground');
});

test('on a phone the language is in the menu of the header', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('#/lab');
  await page.getByRole('button', { name: 'Mehr', exact: true }).click();
  await page.getByRole('combobox', { name: 'Sprache' }).selectOption('English');
  await expect(page.getByRole('button', { name: 'More', exact: true })).toBeFocused();
});

test('a run is told in German: by the page and by its worker', async ({ page }) => {
  await page.goto('#/train?layout=instrument&env=pendulum&alg=trpo&steps=4096&seeds=1&run=1&xyz=1');
  await expect(page.getByText('Übergangen, was diese Version nicht kennt: "xyz".')).toBeVisible();
  await expect(
    page.getByText(/TRPO braucht Fisher-Vektor-Produkte, die nur WebAssembly hat\./).first(),
  ).toBeAttached();
});
