import { expect, type Page, test } from '@playwright/test';
import { axeOn } from '../support/axe.ts';
import { showScheme } from '../support/scheme.ts';

/** A duel that is over in a few seconds: small networks, a few iterations. */
const SHORT = 'layout=duel&env=pendulum&hid=16,16&n=8&h=64&pe=4&ve=4&mb=128&steps=8192&seeds=1';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const side = (page: Page, name: RegExp) => page.getByRole('region', { name });
const numbers = (page: Page, name: RegExp) => side(page, name).locator('[data-number]').allInnerTexts();

test('a first visit: two agents on the same task, how far they go, and what was seen in the end', async ({
  page,
}) => {
  await page.goto('#/train');
  await expect(page.getByText('watch who keeps it')).toBeVisible();
  await expect(side(page, /^Left: PPO$/)).toBeVisible();
  await expect(side(page, /^Right: TRPL, KL$/)).toBeVisible();
  // It begins by itself, at a pace that can be watched.
  await expect(button(page, 'Pause')).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Watch, 30 s' })).toBeChecked();
  await expect.poll(async () => (await numbers(page, /^Left/)).join(' ')).toMatch(/\d\s%.*\d×/);
  await expect.poll(async () => (await numbers(page, /^Right/))[2]).toBe('0\u202f%');
  // The space bar pauses and goes on.
  await page.keyboard.press('Space');
  await expect(button(page, 'Resume')).toBeVisible();
  await page.keyboard.press('Space');
  await expect(button(page, 'Pause')).toBeVisible();

  await page.getByRole('radio', { name: 'Full speed' }).click();
  const seen = page.getByRole('status').filter({ hasText: 'beyond the bound' });
  await expect(seen).toBeVisible({ timeout: 60_000 });
  // The sentence has the numbers of the runs.
  const [ppo] = await numbers(page, /^Left/);
  const [network, , projection] = await numbers(page, /^Right/);
  await expect(seen).toContainText(`PPO moved ${ppo} of all states beyond the bound`);
  expect(projection).toBe('0\u202f%');
  await expect(seen).toContainText('TRPL, KL kept every state within the bound after projection');
  await expect(seen).toContainText(`went beyond in ${network}`);
  await expect(seen).toContainText(/Return of the last 64 episodes: PPO −\d+, TRPL, KL −\d+/);

  // The moment at which the promise was broken worst is one press away, and the numbers are of it alone.
  const [, worst] = await numbers(page, /^Left/);
  const iteration = /\(iteration (\d+)\)/.exec(await seen.innerText())![1]!;
  await button(page, `See PPO’s furthest: iteration ${iteration}`).click();
  await expect(side(page, /^Left/).locator('thead')).toContainText(`iteration ${iteration}`);
  expect((await numbers(page, /^Left/))[1]).toBe(worst);
  await expect(page.getByText(`PPO’s furthest state, ${worst} the bound.`)).toBeVisible();
  await button(page, 'Back to newest').click();
  await expect(side(page, /^Left/).locator('thead')).toContainText('so far');

  await button(page, 'Look into PPO').click();
  await expect(page.getByRole('region', { name: 'Distance from old policy' })).toContainText(/PPO/);
  await expect(page.getByRole('region', { name: 'Progress' })).toContainText('finished');
  await page.getByRole('radio', { name: 'Duel' }).click();
  await expect(side(page, /^Left/)).toBeVisible();
});

test('any two methods on any task, by keyboard, and the link brings them back', async ({ page }) => {
  await page.goto(`#/train?v=1&${SHORT}`);
  await page.getByRole('combobox', { name: 'Method on the left' }).selectOption('pg');
  await page.getByRole('combobox', { name: 'Method on the right' }).selectOption('w2');
  await expect(page).toHaveURL(/layout=duel.*proj=w2.*b\.alg=pg/);
  await page.getByRole('radio', { name: 'Full speed' }).focus();
  await page.keyboard.press('Space');
  await button(page, 'Watch').first().focus();
  await page.keyboard.press('Enter');
  const seen = page.getByRole('status').filter({ hasText: 'beyond the bound' });
  await expect(seen).toContainText(/Policy gradient moved .* TRPL, W2 kept every state/);
  // The update on show of either, taken apart.
  const slow = button(page, 'Slow motion of Policy gradient');
  await slow.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: /^Iteration \d+ in slow motion$/ });
  await expect(dialog.getByText(/equal to the run to the last bit/)).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);

  const address = page.url();
  await page.goto('#/lab');
  await page.goto(address);
  await expect(side(page, /^Left: Policy gradient$/)).toBeVisible();
  await expect(side(page, /^Right: TRPL, W2$/)).toBeVisible();

  await button(page, 'Compare with five seeds').click();
  await expect(page).toHaveURL(/#\/compare\?.*m=w2,pg.*seeds=1,2,3,4,5/);
});

test('what was seen is readable on a phone, light and dark', async ({ browser, baseURL }) => {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(`${baseURL}#/train?v=1&${SHORT}`);
  await expect(page.getByText('It begins by itself')).toHaveCount(0);
  await page.getByRole('radio', { name: 'Full speed' }).click();
  await button(page, 'Watch').first().click();
  await expect(page.getByText(/kept every state within the bound/)).toBeVisible();
  for (const scheme of ['light', 'dark'] as const) {
    await showScheme(page, scheme);
    const { violations } = await axeOn(page).analyze();
    expect(
      violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)]),
      scheme,
    ).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, scheme).toBeLessThanOrEqual(0);
  }
  await context.close();
});
