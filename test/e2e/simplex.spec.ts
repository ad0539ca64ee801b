import { expect, test } from '@playwright/test';
import { axeOn } from '../support/axe.ts';

test('discrete actions by hand: dragged, by key, typed, undone, shared by its address', async ({ page }) => {
  await page.goto('/#/lab');
  await page.getByRole('link', { name: 'Discrete actions' }).click();
  await expect(page.getByRole('heading', { name: /discrete actions/ })).toBeVisible();
  const proposed = page.getByRole('slider', { name: 'Proposed policy' });
  const distance = page.getByRole('region', { name: 'Distance' });
  await expect(distance).toContainText('bound binds');

  // Onto the old policy by hand: inside, nothing is projected.
  const old = page.getByRole('slider', { name: 'Old policy' });
  const [from, to] = [(await proposed.boundingBox())!, (await old.boundingBox())!];
  const centre = (box: typeof from) => [box.x + box.width / 2, box.y + box.height / 2] as const;
  await page.mouse.move(...centre(from));
  await page.mouse.down();
  await page.mouse.move(centre(to)[0] + 4, centre(to)[1] - 4, { steps: 5 });
  await page.mouse.up();
  await expect(distance).toContainText('inside');
  await expect(page.getByText(/inside, nothing is projected/).first()).toBeVisible();

  await page.keyboard.press('Control+z');
  await expect(distance).toContainText('bound binds');

  // By key: towards the third action.
  await proposed.focus();
  const third = async () => Number((await proposed.getAttribute('aria-valuetext'))!.split(' ').at(-1));
  const before = await third();
  await page.keyboard.press('Shift+ArrowUp');
  await expect.poll(third).toBeGreaterThan(before);

  // Typed, with one action more: bars instead of the triangle.
  await page.getByRole('tab', { name: 'Numbers' }).click();
  await page.getByRole('button', { name: 'Add an action' }).click();
  await expect(page.getByRole('row')).toHaveCount(5);
  const logit = page.getByRole('textbox', { name: 'Proposed logit of action D' });
  await logit.fill('3');
  await logit.press('Enter');
  await expect(page.getByRole('row').last()).toContainText('0.9');
  await expect.poll(() => page.url()).toMatch(/#\/simplex\?v=1&old=[-\d.,]+&proposed=[-\d.,]+,0$/);

  // The address brings it back, also after the other Lab.
  const address = page.url();
  await page.getByRole('link', { name: 'Continuous actions' }).click();
  await expect(page.getByRole('heading', { name: 'Touch a trust region' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('row')).toHaveCount(5);
  expect(page.url()).toBe(address);
});

test('actions have the names that their task gives them, and letters where it has others', async ({
  page,
}) => {
  await page.goto('/#/simplex?v=1&task=mountain-car-discrete&proposed=-0.9,-1.2,0');
  const rows = page.getByRole('rowheader');
  await expect(rows).toHaveText(['left', 'none', 'right']);
  await expect(page.getByRole('slider', { name: 'Proposed policy' })).toHaveAttribute(
    'aria-valuetext',
    /^left 0\.\d+, none /,
  );
  await page.getByRole('tab', { name: 'Numbers' }).click();
  await page.getByRole('button', { name: 'Add an action' }).click();
  await expect(rows).toHaveText(['A', 'B', 'C', 'D']);
  await expect.poll(() => page.url()).not.toContain('task=');

  await page.goto('/#/simplex?v=1&task=cart-pole-balance');
  await expect(page.getByText('The link’s task does not have these actions')).toBeVisible();
  await expect(rows).toHaveText(['A', 'B', 'C']);
});

test('closer looks, the proof, and nothing for axe to find', async ({ page }) => {
  await page.goto('/#/simplex?preset=rare&look=clip,gradient&metric=hexagonal');
  await expect(
    page.getByText('metric must be one of kl, euclidean, got "hexagonal"; "kl" is used.'),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: 'PPO’s clip' })).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'TRPO’s ellipse' }).click();
  await expect.poll(() => page.url()).toContain('look=clip,quadratic,gradient');
  await page.getByRole('radio', { name: 'clip', exact: true }).click();
  await expect(page.getByText('Dots: the clip stops the gradient there.')).toBeVisible();
  await page.getByText('Proof', { exact: true }).click();
  const proof = page.getByRole('table', { name: 'Checks of the projected policy' });
  await expect(proof.getByText('holds', { exact: true })).toHaveCount(6);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await axeOn(page).analyze();
    expect(violations).toEqual([]);
  }
  for (const width of [360, 820]) {
    await page.setViewportSize({ width, height: 900 });
    // The triangle follows its frame a moment later.
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth))
      .toBeLessThanOrEqual(width);
  }
});

test('bars of many actions are pulled by hand, by finger and by key, and undone', async ({ page }) => {
  await page.goto('/#/simplex?preset=many');
  const bar = page.getByRole('slider', { name: 'Proposed probability of action C' });
  const share = async () => Number(await bar.getAttribute('aria-valuenow'));
  const start = await share();
  const { x, y, width } = (await bar.boundingBox())!;
  await page.mouse.move(x + width / 2, y + 1);
  await page.mouse.down();
  await page.mouse.move(x + width / 2, y - 60);
  await expect.poll(share).toBeGreaterThan(2 * start);
  // What the table says of it is of the same frame.
  const row = page.getByRole('row', { name: /^C / });
  await expect(row).toContainText((await share()).toFixed(3));
  await page.mouse.up();
  await expect(bar).toBeFocused();
  const pulled = await share();
  await page.keyboard.press('ArrowUp');
  await expect.poll(share).toBeGreaterThan(pulled);
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('slider', { name: 'Proposed probability of action D' })).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect.poll(share).toBe(pulled);
  await page.keyboard.press('Control+z');
  await expect.poll(share).toBe(start);

  // A finger at the end of a bar pulls it, and the page stays.
  const session = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', dy: number) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: type === 'touchEnd' ? [] : [{ x: x + width / 2, y: y + dy }],
    });
  await touch('touchStart', 8);
  for (const dy of [-10, -30, -60]) await touch('touchMove', dy);
  await touch('touchEnd', 0);
  await expect.poll(share).toBeGreaterThan(2 * start);
  expect(await page.evaluate(() => scrollY)).toBe(0);
  const { violations } = await axeOn(page).analyze();
  expect(violations).toEqual([]);
});
