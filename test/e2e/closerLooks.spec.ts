import { expect, type Page, test } from '@playwright/test';
import { axeOn } from '../support/axe.ts';

const proposedMean = (page: Page) => page.getByRole('slider', { name: 'Mean of the proposed policy' });
const readingOf = (page: Page) => proposedMean(page).getAttribute('aria-valuetext');

async function openLook(page: Page, name: string) {
  await page.goto('#/lab?v=1');
  await expect(proposedMean(page)).toBeVisible();
  await page.getByRole('button', { name, exact: true }).click();
  await expect(page.getByRole('region', { name, exact: true })).toBeVisible();
}

test('the map of cases says which bound binds, previews a pair, and sets it in one step of undo', async ({
  page,
}) => {
  await openLook(page, 'Map of cases');
  const panel = page.getByRole('region', { name: 'Map of cases' });
  await expect(panel).toContainText('Both bounds bind.');
  const was = await readingOf(page);
  const handle = panel.getByRole('slider', { name: 'Proposed policy on the map of cases' });
  await handle.scrollIntoViewIfNeeded();

  const inside = (await panel.locator('[data-case="none"]').boundingBox())!;
  const [x, y] = [inside.x + inside.width / 2, inside.y + inside.height / 2];
  await page.mouse.move(x, y);
  await expect(panel).toContainText(/Under the pointer.*Neither bound binds/);
  expect(await readingOf(page)).toBe(was);
  await page.mouse.down();
  await page.mouse.move(x + 8, y + 3, { steps: 3 });
  await page.mouse.up();
  await expect(page.getByRole('region', { name: 'Mean part' })).toContainText('inside');
  await expect(page.getByRole('region', { name: 'Covariance part' })).toContainText('inside');

  await page.keyboard.press('Control+z');
  await expect(proposedMean(page)).toHaveAttribute('aria-valuetext', was!);
  await handle.focus();
  for (let i = 0; i < 10; i++) await page.keyboard.press('Shift+ArrowUp');
  await expect(handle).toHaveAttribute('aria-valuetext', /spread ×[1-9]/);
});

test('samples are worth less the further a policy has moved, and stay the same while it moves', async ({
  page,
}) => {
  await openLook(page, 'Samples');
  const dots = () =>
    page.locator('svg [data-level]').evaluateAll((paths) =>
      paths
        .flatMap((path) => path.getAttribute('d')!.split('M').slice(1))
        .sort()
        .join(' '),
    );
  const proposed = page.getByRole('region', { name: 'For the proposed policy' });
  const projected = page.getByRole('region', { name: 'For the projected policy' });
  const effective = async (part: typeof proposed) =>
    Number(/([\d.]+) of 500 samples/.exec(await part.innerText())![1]);
  const before = await effective(proposed);
  expect(await effective(projected)).toBeGreaterThan(3 * before);
  await expect(proposed).toContainText('Infinite variance');
  await expect(projected).toContainText(/exactly/);

  // The old policy's samples stay where they are; only their colours change.
  const drawn = await dots();
  await proposedMean(page).focus();
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(() => effective(proposed)).toBeLessThan(before);
  expect(await dots()).toBe(drawn);
  await page.getByRole('radio', { name: 'projected', exact: true }).click();
  await expect.poll(dots).not.toBe(drawn);
  const others = await dots();
  await page.getByRole('button', { name: 'New samples' }).click();
  await expect.poll(dots).not.toBe(others);
});

test('on the landscape the proposal falls and the projection climbs; each step is one of undo', async ({
  page,
}) => {
  await openLook(page, 'Landscape');
  const panel = page.getByRole('region', { name: 'Landscape', exact: true });
  await expect(panel).toContainText(/promises the proposed one a gain of 0\.52\. In truth it loses 1\.58/);
  await expect(panel).toContainText(/projected one was promised 0\.28 and gains 0\.42/);
  const take = (kind: string) => panel.getByRole('button', { name: `Take the ${kind} step` }).click();
  await take('projected');
  await take('projected');
  await expect(panel).toContainText('Steps taken: 2 projected, 0 unprojected. Expected reward 0.53 →');
  await expect(panel.locator('[data-step="projected"]')).toHaveCount(2);
  await take('unprojected');
  await take('unprojected');
  await expect(panel).toContainText(/2 projected, 2 unprojected. Expected reward 0\.53 → −/);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(panel).toContainText('Steps taken: 2 projected, 0 unprojected.');

  const was = await readingOf(page);
  await panel.getByRole('slider', { name: 'Step size of the proposal' }).focus();
  await page.keyboard.press('Home');
  await expect(proposedMean(page)).not.toHaveAttribute('aria-valuetext', was!);
  await panel.getByRole('radio', { name: 'Two hills' }).click();
  await expect(panel).toContainText('A low hill near by');
  await expect(page).toHaveURL(/look=landscape.*land=hills/);
  await expect(panel).toContainText('Steps taken: 0 projected, 0 unprojected.');
  for (const other of ['Map of cases', 'Samples']) {
    await page.getByRole('button', { name: other, exact: true }).click();
    await expect(
      page.getByRole('region', { name: other, exact: true }).getByRole('paragraph').first(),
    ).toBeVisible();
  }
  const { violations } = await axeOn(page).analyze();
  expect(violations).toEqual([]);
});
