import { expect, type Page, test } from '@playwright/test';
import { axeOn } from '../support/axe.ts';

async function expectNothingFound(page: Page) {
  const { violations } = await axeOn(page).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
}

test('a chapter is read, predicted and completed with the keyboard alone', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('#/learn');
  await expect(page.getByRole('heading', { level: 1, name: 'Learn by doing' })).toBeVisible();
  await expectNothingFound(page);
  await page.getByRole('link', { name: 'The nearest allowed policy' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'The nearest allowed policy' })).toBeVisible();
  const bar = page.getByRole('navigation', { name: 'Steps of this chapter' });
  const current = bar.locator('[aria-current="step"]');
  await expect(current).toHaveAccessibleName(/^Step 1/);
  await page.keyboard.press('PageDown');
  await expect(page.getByRole('region', { name: 'Mean part' })).toContainText('bound binds');
  await page.keyboard.press('ArrowRight');
  await expect(current).toHaveAccessibleName(/^Step 3/);
  await expect(page).toHaveURL(/step=3/);

  // Nothing gives the answer away before the prediction is made.
  await expect(page.getByRole('region', { name: 'Mean part' })).toBeHidden();
  await expect(page.getByRole('slider', { name: 'Mean of the proposed policy' })).toBeHidden();
  const guess = page.getByRole('slider', { name: 'Mean of the policy you predict' });
  await guess.focus();
  for (let i = 0; i < 6; i++) await page.keyboard.press('Shift+ArrowLeft');
  for (let i = 0; i < 8; i++) await page.keyboard.press('Shift+ArrowUp');
  await expect(guess).toHaveAttribute('aria-valuetext', 'a1 −0.10, a2 −0.10');
  await page.getByRole('button', { name: 'Show where it lands' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/nats of KL away/)).toContainText('Closer than either easy answer.');
  await expect(page.getByRole('region', { name: 'Mean part' })).toContainText('bound binds');
  await expectNothingFound(page);

  for (let i = 0; i < 3; i++) await page.keyboard.press('PageDown');
  await expect(current).toHaveAccessibleName(/^Step 6/);
  await expect(page.getByText('Your turn.')).toBeVisible();
  await page.getByRole('slider', { name: 'Axis 1 of the proposed policy' }).focus();
  for (let i = 0; i < 8; i++) await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByText('Done: this chapter is complete.')).toBeVisible();

  // What was done is kept, until it is forgotten.
  await page.goto('#/learn');
  await page.reload();
  await expect(page.getByRole('link', { name: /The nearest allowed policy/ })).toContainText('done');
  await page.getByRole('button', { name: 'Forget my progress' }).click();
  await expect(page.getByRole('link', { name: /The nearest allowed policy/ })).toContainText('2 min');
  // The Lab of the page has not moved.
  await page.getByRole('link', { name: 'Lab', exact: true }).click();
  await expect(page).toHaveURL(/#\/lab\?v=1$/);
});

const TASKS = [
  {
    chapter: 'cloud?step=7',
    presses: [
      { handle: 'Axis 1 of the policy', key: 'Shift+ArrowUp', times: 3 },
      { handle: 'Axis 2 of the policy', key: 'Shift+ArrowDown', times: 3 },
    ],
  },
  {
    chapter: 'rulers?step=7',
    presses: [{ handle: 'Mean of the proposed policy', key: 'Shift+ArrowUp', times: 1 }],
  },
  {
    chapter: 'gradients?step=6',
    presses: [{ handle: 'Mean of the proposed policy', key: 'Shift+ArrowUp', times: 9 }],
  },
] as const;

test('the tasks beside the plane are done with the arrow keys', async ({ page }) => {
  // A key that is pressed while the figure is on its way moves it from there.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const { chapter, presses } of TASKS) {
    await page.goto(`#/learn/${chapter}`);
    await expect(page.getByText('Your turn.')).toBeVisible();
    for (const { handle, key, times } of presses) {
      await page.getByRole('slider', { name: handle }).focus();
      for (let i = 0; i < times; i++) await page.keyboard.press(key);
    }
    await expect(page.getByText('Done: this chapter is complete.')).toBeVisible();
    await expectNothingFound(page);
  }
});

test('sentences set the figure, words light its parts, scrolling steps', async ({ page }) => {
  await page.goto('#/learn/nearest?step=2');
  const mean = page.getByRole('slider', { name: 'Mean of the proposed policy' });
  await expect(mean).toHaveAttribute('aria-valuetext', 'a1 1.40, a2 0.90');
  await page.getByRole('button', { name: 'twice as far' }).hover();
  await expect(mean).toHaveAttribute('aria-valuetext', 'a1 3.60, a2 2.20');
  const plane = page.getByRole('group', { name: /Plane of the two actions/ });
  await page.getByRole('button', { name: 'old mean' }).hover();
  await expect(plane).toHaveAttribute('data-lit', 'old');
  await page.mouse.move(5, 300);
  await expect(plane).not.toHaveAttribute('data-lit');
  const bar = page.getByRole('navigation', { name: 'Steps of this chapter' });
  await page.mouse.wheel(0, 4000);
  await expect(bar.locator('[aria-current="step"]')).toHaveAccessibleName(/^Step 6/);
  await expect(mean).toHaveAttribute('aria-valuetext', 'a1 −0.40, a2 −0.10');
});

test('for a room: large type, no controls, arrow keys step, Escape leaves', async ({ page }) => {
  await page.goto('#/learn/nearest');
  await page.getByRole('button', { name: 'Present' }).click();
  await expect(page.getByRole('banner')).toBeHidden();
  await expect(page.getByRole('heading', { level: 2 })).toHaveText(['A budget for change', /./, /./]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('PageDown');
  await page.keyboard.press(' ');
  await expect(page.getByRole('heading', { name: 'There is more than one way back' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'A budget for change' })).toBeHidden();
  await expect(page.getByRole('group', { name: 'Projection' })).toBeHidden();
  await expect(page).toHaveURL(/step=4&present=1/);
  await expectNothingFound(page);
  await page.keyboard.press('PageUp');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('banner').first()).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Both at once: where does it land?' })).toBeInViewport();
  await expect(page).toHaveURL(/learn\/nearest\?v=1&step=3$/);

  // The way out lies over nothing.
  await page.goto('#/learn/too-long?v=1&step=1&present=1');
  const [leave, count] = [page.getByRole('button', { name: /^Leave/ }), page.getByText(/^iteration 0 of/)];
  await expect(count).toBeVisible();
  const [out, number] = [(await leave.boundingBox())!, (await count.boundingBox())!];
  expect(out.x + out.width).toBeLessThan(number.x);
});

test('the target that the arrows point to is in the picture', async ({ page }) => {
  await page.goto('#/learn/gradients');
  const plane = page.getByRole('group', { name: /Plane of the two actions/ });
  const target = plane.getByText('target', { exact: true });
  await expect(target).toBeAttached();
  await expect
    .poll(async () => {
      const [word, frame] = [(await target.boundingBox())!, (await plane.boundingBox())!];
      return word.x + word.width < frame.x + frame.width;
    })
    .toBe(true);
});
