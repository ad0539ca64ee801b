import { expect, type Locator, type Page, test } from '@playwright/test';
import { axeOn } from '../support/axe.ts';

/** Opens the Lab on the example in which both parts bind and nothing else is special. */
async function openLab(page: Page, query = '') {
  await page.goto(`#/lab${query}`);
  await expect(page.getByRole('slider', { name: 'Mean of the proposed policy' })).toBeVisible();
}

/** The two numbers of a part's read-out: proposed and projected distance. */
async function distances(page: Page, part: 'Mean part' | 'Covariance part') {
  const text = await page.getByRole('region', { name: part }).getByRole('paragraph').innerText();
  const numbers = text
    .replaceAll('−', '-')
    .match(/-?\d+(?:\.\d+)?(?:e-?\d+)?/g)!
    .map(Number);
  return { before: numbers[0]!, after: numbers[1]! };
}

async function dragBy(page: Page, handle: Locator, dx: number, dy: number) {
  const box = (await handle.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + dx / 2, y + dy / 2, { steps: 4 });
  await page.mouse.move(x + dx, y + dy, { steps: 4 });
  await page.mouse.up();
}

test('dragging the proposal away moves its distance and leaves the projection on the bound', async ({
  page,
}) => {
  await openLab(page);
  const before = await distances(page, 'Mean part');
  await dragBy(page, page.getByRole('slider', { name: 'Mean of the proposed policy' }), 60, -50);
  const after = await distances(page, 'Mean part');
  expect(after.before).toBeGreaterThan(before.before);
  expect(after.after).toBeCloseTo(0.2, 3);
  await expect(page.getByRole('region', { name: 'Mean part' })).toContainText('bound binds');
});

test('a sentence that grows under a hand has its room at once', async ({ page }) => {
  await openLab(page);
  const sentence = page
    .getByRole('region', { name: 'Old, proposed and projected policy' })
    .getByRole('paragraph')
    .first();
  const below = page.getByRole('group', { name: 'Look closer' });
  const told = () => sentence.locator('xpath=../..').evaluate((box) => box.style.height);
  const top = async () => Math.round((await below.boundingBox())!.y);
  const dot = (await page.getByRole('slider', { name: 'Mean of the proposed policy' }).boundingBox())!;
  await page.mouse.move(dot.x + dot.width / 2, dot.y + dot.height / 2);
  await page.mouse.down();
  await page.mouse.move(dot.x + 60, dot.y - 10, { steps: 3 });
  await expect(sentence).toContainText('Mean part');
  await expect.poll(told).not.toBe('');
  const before = await top();
  // As if it took more lines, whatever the letters and the language.
  await sentence.evaluate((text) => text.style.setProperty('padding-bottom', '60px'));
  await expect.poll(top).toBeGreaterThan(before + 30);
  await page.mouse.move(dot.x + 70, dot.y - 20, { steps: 3 });
  const grown = await top();
  await page.mouse.up();
  await expect.poll(told).toBe('');
  expect(await top()).toBe(grown);
});

test('a policy is dragged by its body, the plane beside it, and the wheel zooms', async ({ page }) => {
  await openLab(page);
  const plane = page.getByRole('group', { name: /Plane of the two actions/ });
  const reading = page.getByRole('slider', { name: 'Mean of the proposed policy' });
  const was = await reading.getAttribute('aria-valuetext');
  const dot = (await reading.boundingBox())!;
  const [x, y] = [dot.x + dot.width / 2, dot.y + dot.height / 2];
  // Inside the contour, far from every dot.
  await page.mouse.move(x - 45, y - 20);
  await page.mouse.down();
  await page.mouse.move(x - 85, y + 10, { steps: 5 });
  await page.mouse.up();
  await expect(reading).not.toHaveAttribute('aria-valuetext', was!);

  const corner = (await plane.boundingBox())!;
  const readings = () =>
    page
      .getByRole('slider', { name: /policy$/ })
      .evaluateAll((all) => all.map((one) => one.getAttribute('aria-valuetext')));
  const moved = await readings();
  const place = async () => (await reading.boundingBox())!.x;
  const before = await place();
  await page.mouse.move(corner.x + 60, corner.y + corner.height - 28);
  await page.mouse.down();
  await page.mouse.move(corner.x + 100, corner.y + corner.height - 48, { steps: 5 });
  await page.mouse.up();
  expect((await place()) - before).toBeCloseTo(40, 0);
  const distance = async () => {
    const other = (await page.getByRole('slider', { name: 'Mean of the old policy' }).boundingBox())!;
    return Math.abs((await place()) - other.x);
  };
  const apart = await distance();
  await page.mouse.move(corner.x + 300, corner.y + 300);
  await page.mouse.wheel(0, -300);
  await expect.poll(distance).toBeGreaterThan(1.2 * apart);
  // Looking elsewhere changes no policy.
  expect(await readings()).toEqual(moved);
});

test('in every frame of a drag the formula says what the bars say, and no label jumps', async ({ page }) => {
  await openLab(page);
  await expect(page.locator('.live-0')).toHaveText(/\d/);
  const dot = (await page.getByRole('slider', { name: 'Mean of the proposed policy' }).boundingBox())!;
  const [x, y] = [dot.x + dot.width / 2, dot.y + dot.height / 2];
  await page.evaluate(() => {
    const frames: unknown[] = [];
    Object.assign(globalThis, { frames });
    const look = () => {
      const part = document.querySelector('[aria-label="Mean part"] p')!.textContent!;
      const labels = [...document.querySelectorAll<SVGTextElement>('svg g[style] > text')].map((text) => {
        const { x, y } = text.getBoundingClientRect();
        return { text: text.textContent, x, y };
      });
      frames.push({ part, formula: document.querySelector('.live-0')!.textContent, labels });
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let i = 1; i <= 40; i++) await page.mouse.move(x - 5 * i, y + 90 * Math.sin(i / 8));
  const frames = await page.evaluate(
    () =>
      (globalThis as unknown as { frames: unknown }).frames as {
        part: string;
        formula: string;
        labels: { text: string; x: number; y: number }[];
      }[],
  );
  await page.mouse.up();
  expect(frames.length).toBeGreaterThan(10);
  expect(new Set(frames.map(({ formula }) => formula)).size).toBeGreaterThan(5);
  for (const { part, formula } of frames) expect(part).toContain(formula);
  const whole = (await page.getByRole('group', { name: /Plane of the two actions/ }).boundingBox())!.width;
  for (const [index, { labels }] of frames.slice(1).entries()) {
    expect(labels.length).toBeGreaterThanOrEqual(4);
    for (const { text, x: lx, y: ly } of labels) {
      const last = frames[index]!.labels.find((one) => one.text === text)!;
      expect(Math.hypot(lx - last.x, ly - last.y), text).toBeLessThan(whole / 8);
    }
  }
});

test('the plane of shapes moves the proposal, and the scrubber walks the projection along its path', async ({
  page,
}) => {
  await openLab(page);
  await page.getByRole('button', { name: 'Shapes and paths' }).click();
  const shape = page.getByRole('slider', { name: 'Shape of the proposed policy' });
  const was = await distances(page, 'Covariance part');
  await shape.focus();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowUp');
  await expect.poll(async () => (await distances(page, 'Covariance part')).before).not.toBe(was.before);
  await dragBy(page, shape, 40, -30);
  const region = page.getByRole('region', { name: 'Shapes and paths' });
  await expect(region).toContainText(/turned by \d+°/);

  const scrubber = page.getByRole('slider', { name: /Both bounds/ });
  await scrubber.focus();
  await page.keyboard.press('End');
  await expect(page.getByRole('region', { name: 'Covariance part' })).toContainText('inside');
  await page.keyboard.press('Home');
  await expect(page.getByRole('region', { name: 'Covariance part' })).toContainText(/projected [\d.]+·10⁻/);
  const { violations } = await axeOn(page).analyze();
  expect(violations).toEqual([]);
});

test('dragging an axis handle turns and stretches the proposal', async ({ page }) => {
  await openLab(page);
  const matrix = page.getByRole('table', { name: 'Σ proposed' });
  const was = await matrix.innerText();
  await dragBy(page, page.getByRole('slider', { name: 'Axis 1 of the proposed policy' }), 30, 40);
  await expect(matrix).not.toHaveText(was);
});

test('the keyboard moves a policy, undo takes it back, redo brings it again', async ({ page }) => {
  await openLab(page);
  const start = await distances(page, 'Mean part');
  const handle = page.getByRole('slider', { name: 'Mean of the proposed policy' });
  await handle.focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(async () => (await distances(page, 'Mean part')).before).toBeGreaterThan(start.before);
  const moved = await distances(page, 'Mean part');
  const undo = page.getByRole('button', { name: 'Undo' });
  while (await undo.isEnabled()) await undo.click();
  await expect.poll(() => distances(page, 'Mean part')).toEqual(start);
  const redo = page.getByRole('button', { name: 'Redo' });
  while (await redo.isEnabled()) await redo.click();
  await expect.poll(() => distances(page, 'Mean part')).toEqual(moved);
});

test('every projection is shown at once, and clicking one makes it the large one', async ({ page }) => {
  await openLab(page);
  const multiples = page.getByRole('region', { name: 'All projections of the same pair' });
  for (const name of ['KL', 'W2', 'Frobenius', 'Bures']) {
    await multiples.getByRole('button', { name: new RegExp(`^${name}\\b`) }).click();
    await expect(
      page.getByRole('region', { name: new RegExp(`Numbers of the ${name} projection`) }),
    ).toBeVisible();
    const { after } = await distances(page, 'Covariance part');
    expect(after).toBeCloseTo(0.25, 3);
  }
});

test('each example shows one thing', async ({ page }) => {
  await openLab(page);
  const expectations = [
    ['Mean only', 'bound binds', 'inside'],
    ['Shrink', 'inside', 'bound binds'],
    ['Grow', 'inside', 'bound binds'],
    ['Rotate', 'inside', 'bound binds'],
    ['Everything at once', 'bound binds', 'bound binds'],
    ['Inside', 'inside', 'inside'],
  ] as const;
  for (const [name, mean, covariance] of expectations) {
    await page.getByRole('button', { name, exact: true }).click();
    await expect(page.getByRole('region', { name: 'Mean part' })).toContainText(mean);
    await expect(page.getByRole('region', { name: 'Covariance part' })).toContainText(covariance);
  }
});

test('a bound is typed; nonsense gets a sentence and changes nothing', async ({ page }) => {
  await openLab(page);
  const field = page.getByRole('textbox', { name: 'Mean bound value' });
  await field.fill('0.1');
  await field.press('Enter');
  await expect.poll(async () => (await distances(page, 'Mean part')).after).toBeCloseTo(0.1, 4);
  await field.fill('a lot');
  await field.press('Enter');
  await expect(page.getByRole('alert')).toBeVisible();
  expect((await distances(page, 'Mean part')).after).toBeCloseTo(0.1, 4);
});

test('a covariance that is not positive definite is refused with a sentence', async ({ page }) => {
  await openLab(page);
  await page.getByRole('tab', { name: 'Numbers' }).click();
  const numbers = page.getByRole('tabpanel', { name: 'Numbers' });
  const was = await page.getByRole('table', { name: 'Σ proposed' }).innerText();
  const deviation = numbers.getByRole('textbox', { name: 'proposed standard deviation 1' });
  await deviation.fill('-1');
  await deviation.press('Enter');
  await expect(numbers.getByRole('alert')).toBeVisible();
  await deviation.fill('1.1');
  await deviation.press('Enter');
  await numbers.getByRole('radio', { name: 'Matrix' }).click();
  const offDiagonal = numbers.getByRole('textbox', { name: /proposed.*12|proposed.*covariance/i }).first();
  await offDiagonal.fill('50');
  await offDiagonal.press('Enter');
  await expect(numbers.getByRole('alert')).toContainText(/positive definite/);
  expect(await page.getByRole('table', { name: 'Σ proposed' }).innerText()).toBe(was);
});

test('the proof panel measures what the picture claims', async ({ page }) => {
  await openLab(page);
  await page.getByText('Proof', { exact: true }).click();
  const checks = page.getByRole('table', { name: 'Checks of the projected policy' });
  for (const name of [
    'mean: bound − distance',
    'covariance: bound − distance',
    'smallest eigenvalue',
    'draws',
    'gradient against differences',
  ]) {
    await expect(checks.getByRole('row').filter({ hasText: name })).toContainText('holds');
  }
});
