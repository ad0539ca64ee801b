import { expect, type Page, test } from '@playwright/test';
import { axeOn } from '../support/axe.ts';

const card = (page: Page) => page.getByRole('dialog', { name: 'Trust region', exact: true });
const word = (page: Page) => page.getByRole('button', { name: 'trust region', exact: true });

async function axe(page: Page) {
  const { violations } = await axeOn(page).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
}

test('a word of the trade answers on hover, on focus and on a tap, and Escape closes it', async ({
  browser,
}) => {
  const context = await browser.newContext({ hasTouch: true });
  const page = await context.newPage();
  await page.goto('#/lab');
  await word(page).hover();
  await expect(card(page)).toContainText('near enough to the old one');
  // It stays while the pointer goes to it, and goes when the pointer has left both.
  await card(page).hover();
  await expect(card(page)).toBeVisible();
  await page.mouse.move(5, 600);
  await expect(card(page)).toBeHidden();

  await page.getByRole('button', { name: 'actions', exact: true }).focus();
  await page.keyboard.press('Tab');
  await expect(word(page)).toBeFocused();
  await expect(card(page)).toBeVisible();
  await expect(word(page)).toHaveAttribute('aria-expanded', 'true');
  await expect(word(page)).toHaveAccessibleDescription(/near enough/);
  await page.keyboard.press('Escape');
  await expect(card(page)).toBeHidden();
  await page.keyboard.press('Enter');
  await expect(card(page).getByRole('link', { name: 'Chapter 1 of the tour' })).toBeFocused();
  await axe(page);
  await page.keyboard.press('Escape');
  await expect(card(page)).toBeHidden();
  await expect(word(page)).toBeFocused();

  await word(page).tap();
  await expect(card(page)).toBeVisible();
  await word(page).tap();
  await expect(card(page)).toBeHidden();
  await context.close();
});

test('the glossary has all words: opened at the one that was asked, searched, closed', async ({ page }) => {
  await page.goto('#/lab');
  await word(page).click();
  await card(page).getByRole('button', { name: 'All words' }).click();
  const glossary = page.getByRole('dialog', { name: 'Glossary' });
  await expect(glossary.getByText('Trust region', { exact: true })).toBeInViewport();
  await axe(page);
  await glossary.getByRole('searchbox', { name: 'Find a word' }).fill('εμ');
  await expect(glossary.getByRole('term')).toHaveCount(1);
  await expect(glossary.getByRole('term')).toContainText('Mean bound');
  await page.keyboard.press('Escape');
  await expect(glossary).toBeHidden();
  await page.getByRole('button', { name: 'Glossary' }).click();
  await expect(glossary.getByRole('term').filter({ hasText: 'Advantage' })).toBeVisible();
  await page.keyboard.press('Escape');

  // The same words as a page of the tour; a word's chapter is a click away.
  await page.goto('#/learn');
  await page.getByRole('link', { name: 'All words of the trade' }).click();
  await expect(page.getByRole('heading', { name: 'Glossary', level: 1 })).toBeVisible();
  await axe(page);
  await page.getByRole('searchbox', { name: 'Find a word' }).fill('multiplier');
  await page.getByRole('link', { name: 'Chapter 4 of the tour' }).first().click();
  await expect(page).toHaveURL(/#\/learn\/nearest/);
});

test('words answer in the duel, in the settings and in Compare, and settings keep their names', async ({
  page,
}) => {
  const answer = (name: string) => page.getByRole('dialog', { name, exact: true });
  await page.goto('#/train');
  await page.getByRole('button', { name: 'trust region', exact: true }).click();
  await expect(answer('Trust region')).toBeVisible();
  await page.keyboard.press('Escape');

  await page.goto('#/train?v=1&env=pendulum');
  await page.getByText('Rollout', { exact: true }).click();
  await page.getByRole('button', { name: 'Discount γ', exact: true }).click();
  await expect(answer('Discount')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('textbox', { name: 'Discount γ', exact: true })).toBeVisible();

  await page.goto('#/compare');
  await page.getByRole('button', { name: 'bands', exact: true }).click();
  await expect(answer('Bootstrap band')).toBeVisible();
});
