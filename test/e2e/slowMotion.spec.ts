import { expect, type Page, test } from '@playwright/test';
import { axeOn } from '../support/axe.ts';

const SMALL = 'hid=16,16&n=8&h=32&pe=2&ve=2&mb=64&steps=100000';

/** Replays a small run to its iteration and takes that apart, by keyboard. */
async function openSlowMotion(page: Page, query: string, iteration: number) {
  await page.goto(`#/train?v=1&${query}&${SMALL}&seeds=1,2&engine=simd&at=${iteration}`);
  const button = page.getByRole('button', { name: `Slow motion of iteration ${iteration}` });
  await expect(button).toBeEnabled({ timeout: 60_000 });
  await expect(page.getByRole('button', { name: 'Resume', exact: true })).toBeVisible({ timeout: 60_000 });
  await button.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: `Iteration ${iteration} in slow motion` });
  await expect(dialog.getByText(/Recomputed, and equal to the run to the last bit/)).toBeVisible({
    timeout: 60_000,
  });
  return { dialog, button };
}

test('an update is gone through by keyboard, back and forth, with the numbers of the run', async ({
  page,
}) => {
  const { dialog, button } = await openSlowMotion(page, 'env=point-mass', 6);
  const heading = dialog.getByRole('heading', { level: 3 });
  const stages = dialog.getByRole('list', { name: 'Stages of the update' });
  await expect(heading).toHaveText('1. Rollout');
  await expect(dialog.getByText('Action taken', { exact: true })).toBeVisible();

  await page.keyboard.press('ArrowRight');
  await expect(heading).toHaveText('2. Advantages');
  // The start, four minibatches of the first epoch, and the last of the second.
  for (const place of ['1 of 6', '2 of 6', '3 of 6']) {
    await page.keyboard.press('ArrowRight');
    await expect(heading).toHaveText('3. Proposal');
    await expect(dialog.getByText(place, { exact: true })).toBeVisible();
  }
  await expect(dialog.getByText(/Gradient step 2 of 8 \(epoch 1, minibatch 2 of 4\)/)).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await expect(dialog.getByText('2 of 6', { exact: true })).toBeVisible();

  const names = ['Distance', 'Projection', 'Gradient', 'New policy'];
  for (const [index, name] of names.entries()) {
    await stages.getByRole('button', { name }).focus();
    await page.keyboard.press('Enter');
    await expect(heading).toHaveText(`${index + 4}. ${name}`);
    await expect(dialog.getByText(/docs\/mathematics\.md §/)).toBeVisible();
    await expect(dialog.locator('.katex .lit').first()).toBeVisible();
  }
  await expect(dialog.getByText('Network, mean')).toBeVisible();

  // Another state has other numbers.
  const mean = dialog.locator('dl > div', { hasText: 'Network, mean' }).locator('dd');
  const before = await mean.innerText();
  await dialog.getByRole('button', { name: /probe 2/ }).click();
  await expect(mean).not.toHaveText(before);

  const { violations } = await axeOn(page).include('dialog').analyze();
  expect(violations.map((violation) => [violation.id, violation.nodes.map((node) => node.target)])).toEqual(
    [],
  );

  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(button).toBeFocused();
});

test('it is over with the view that it was opened in, however that is left', async ({ page }) => {
  const { dialog, button } = await openSlowMotion(page, 'env=point-mass', 2);
  await page.evaluate(() => {
    location.hash = '#/lab';
  });
  await expect(page).toHaveURL(/#\/lab/);
  await expect(dialog).toHaveCount(0);
  await page.goBack();
  await button.click();
  await expect(dialog).toBeVisible();
  // Frames tell a page that a dialog was closed: here another view comes before one.
  await page.evaluate(() => {
    document.querySelector('dialog')!.close();
    location.hash = '#/lab';
  });
  await expect(page).toHaveURL(/#\/lab/);
  await page.goBack();
  await expect(button).toBeEnabled();
  await expect(dialog).toHaveCount(0);
});

test('on a phone it plays to the end, and says what a method without a layer does', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const { dialog } = await openSlowMotion(page, 'env=pendulum&alg=ppo', 3);
  await dialog.getByRole('button', { name: /^5/ }).click();
  await expect(dialog.getByRole('heading', { level: 3 })).toHaveText('5. Clip');
  await expect(dialog.getByText(/No layer here/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Play' }).click();
  await expect(dialog.getByRole('heading', { level: 3 })).toHaveText('7. New policy');
  await expect(dialog.getByRole('button', { name: 'Play' })).toBeVisible();
  const overflow = await dialog.evaluate((element) => element.scrollWidth - element.clientWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  const { violations } = await axeOn(page).include('dialog').analyze();
  expect(violations.map((violation) => [violation.id, violation.nodes.map((node) => node.target)])).toEqual(
    [],
  );
});

test('an iteration that broke off is shown up to the step that no number could hold', async ({ page }) => {
  const reckless = 'env=point-mass&alg=pg&head=root&lr=0.1';
  await page.goto(`#/train?v=1&${reckless}&${SMALL}&seeds=1&engine=simd&run=1`);
  const note = page.getByRole('region', { name: /^What went wrong with/ });
  await expect(note).toContainText('in iteration 8: the policy loss stopped being finite', {
    timeout: 60_000,
  });
  await note.getByRole('button', { name: 'See it break' }).click();
  const dialog = page.getByRole('dialog', { name: 'Iteration 8 in slow motion' });
  await expect(dialog.getByRole('heading', { level: 3 })).toHaveText('3. Here it broke off', {
    timeout: 60_000,
  });
  await expect(
    dialog.getByText(/^Gradient step 1 of 8 .* \(policy parameters: not a number\)/),
  ).toBeVisible();
  await expect(dialog.getByText(/stumbles over what the run stumbled over: policy loss/)).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Distance' })).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('ArrowRight');
  await expect(dialog.getByRole('heading', { level: 3 })).toHaveText('3. Here it broke off');
  await page.keyboard.press('ArrowLeft');
  await expect(dialog.getByRole('heading', { level: 3 })).toHaveText('3. Proposal');
  const { violations } = await axeOn(page).include('dialog').analyze();
  expect(violations.map((violation) => [violation.id, violation.nodes.map((node) => node.target)])).toEqual(
    [],
  );
});

test('over discrete actions an update is bars, with one distance and one bound', async ({ page }) => {
  const { dialog } = await openSlowMotion(page, 'env=acrobot-discrete&cb=0.002&lr=0.01', 5);
  const stages = dialog.getByRole('list', { name: 'Stages of the update' });
  const bars = dialog.getByRole('table', { name: 'Probabilities' });
  await expect(bars.getByRole('columnheader')).toHaveText(['Action', 'Old']);
  await expect(dialog.getByText('Its probability', { exact: true })).toBeVisible();
  await stages.getByRole('button', { name: 'Projection' }).click();
  await expect(bars.getByRole('columnheader')).toHaveText(['Action', 'Old', 'Proposed', 'Projected']);
  await expect(bars.getByRole('rowheader')).toHaveCount(3);
  await expect(dialog.getByText(/until they are exactly on the bound/)).toBeVisible();
  await expect(dialog.locator('dl > div', { hasText: 'Distance' }).locator('dd')).toHaveText(
    /d = 0.0\d+ → 0.00200 of 0.002/,
  );
  await stages.getByRole('button', { name: 'Gradient' }).click();
  await expect(dialog.locator('dl > div', { hasText: 'Through the layer' })).toBeVisible();
  const { violations } = await axeOn(page).include('dialog').analyze();
  expect(violations.map((violation) => [violation.id, violation.nodes.map((node) => node.target)])).toEqual(
    [],
  );
});
