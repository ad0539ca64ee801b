import { expect, type Page, test } from '@playwright/test';
import { axeOn } from '../support/axe.ts';

/** Somebody who was never here. */
test.use({ storageState: { cookies: [], origins: [] } });

const turn = (page: Page) => page.getByText('Your turn: drag the orange one');
const dot = (page: Page) => page.getByRole('slider', { name: 'Mean of the proposed policy' });
const place = (page: Page) => dot(page).getAttribute('aria-valuetext');

test('on the first visit the proposal drags itself once, hands over, and never does so again', async ({
  page,
}) => {
  await page.goto('');
  const start = await place(page);
  await expect.poll(() => place(page)).not.toBe(start);
  const address = page.url();
  // The layer holds it on its bound all the way, which ends at the example.
  await expect(turn(page)).toBeVisible();
  await expect(page.getByRole('region', { name: 'Mean part' })).toContainText(
    /proposed 2\.06.*projected 0\.200/,
  );
  await expect(page.getByText(/Focus one of its dots/)).toBeAttached();
  expect(page.url()).toBe(address);
  await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled();

  await page.getByRole('button', { name: 'Play here' }).click();
  await expect(dot(page)).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(turn(page)).toBeHidden();
  // What the key did is said when the hand rests, and stands beneath the plane.
  const sentence = /^Mean part 2\.0\d of 0\.2, projected onto the bound\. Covariance part 0\.927/;
  await expect(page.getByRole('status').filter({ hasText: sentence })).toBeAttached();
  await expect(page.getByText(sentence).and(page.locator(':not([role=status])'))).toBeVisible();

  await page.goto('about:blank');
  await page.goto('');
  await expect(dot(page)).toBeVisible();
  await expect(turn(page)).toBeHidden();
  expect(await place(page)).toBe('a1 1.30, a2 0.80');
});

test('any input cuts the opening short, reduced motion has only its words, a link has none of it', async ({
  browser,
}) => {
  const fresh = async (options: object, address = '') => {
    const context = await browser.newContext({ ...options, storageState: { cookies: [], origins: [] } });
    const page = await context.newPage();
    await page.goto(address);
    await expect(dot(page)).toBeVisible();
    return page;
  };
  const busy = await fresh({});
  await busy.mouse.wheel(0, 1);
  await expect(turn(busy)).toBeVisible({ timeout: 3000 });
  expect(await place(busy)).toBe('a1 1.30, a2 0.80');

  const calm = await fresh({ reducedMotion: 'reduce', colorScheme: 'dark' });
  await expect(turn(calm)).toBeVisible();
  expect(await place(calm)).toBe('a1 1.30, a2 0.80');
  const { violations } = await axeOn(calm).analyze();
  expect(violations).toEqual([]);

  const linked = await fresh({}, '#/lab?v=1&em=0.1');
  await expect(turn(linked)).toBeHidden();
  for (const page of [busy, calm, linked]) await page.context().close();
});
