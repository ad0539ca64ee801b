import { expect, type Page, test } from '@playwright/test';
import { axeOn } from '../support/axe.ts';

const style = (page: Page, selector: string, property: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);

test('in forced colours policies, switches and choices still tell apart, in the system’s colours', async ({
  browser,
}) => {
  const context = await browser.newContext({ forcedColors: 'active', colorScheme: 'dark' });
  const page = await context.newPage();
  await page.goto('#/lab?v=1&proj=w2');
  const plane = page.getByRole('group', { name: /Plane of the two actions/ });
  await expect(plane).toBeVisible();
  const system = await page.evaluate(() => {
    const probe = document.createElement('i');
    document.body.append(probe);
    const colours = ['Canvas', 'CanvasText', 'LinkText', 'Highlight'].map((name) => {
      probe.style.color = name;
      return getComputedStyle(probe).color;
    });
    probe.remove();
    return colours;
  });
  const [canvas] = system;
  expect(await style(page, 'body', 'background-color')).toBe(canvas);
  // Of each contour what it is drawn with: no two the same, none the ground's.
  const lines = await plane.locator('g > circle:last-child').evaluateAll((circles) =>
    circles
      .map((circle) => getComputedStyle(circle))
      .filter(({ strokeWidth, fill }) => fill !== '' && Number.parseFloat(strokeWidth) >= 2)
      .map(({ stroke, strokeDasharray, strokeWidth }) => ({
        stroke,
        look: [stroke, strokeDasharray, strokeWidth].join(),
      })),
  );
  expect(lines.length).toBeGreaterThanOrEqual(3);
  for (const { stroke } of lines) {
    expect(system).toContain(stroke);
    expect(stroke).not.toBe(canvas);
  }
  expect(new Set(lines.map(({ look }) => look)).size).toBeGreaterThanOrEqual(3);

  const on = await style(page, '[role=switch][aria-checked=true]', 'background-color');
  const off = await style(page, '[role=switch][aria-checked=false]', 'background-color');
  expect(on).not.toBe(off);
  expect([on, off]).not.toContain(canvas);
  expect(await style(page, '[role=radio][aria-checked=true]', 'border-color')).not.toBe(
    await style(page, '[role=radio][aria-checked=false]', 'border-color'),
  );
  const { violations } = await axeOn(page).analyze();
  expect(violations).toEqual([]);
  await context.close();
});

test('on paper there is the plane with its numbers, formula and link, light, without controls', async ({
  browser,
}) => {
  const context = await browser.newContext({ colorScheme: 'dark' });
  const page = await context.newPage();
  await page.goto('#/lab?v=1&em=0.1');
  const plane = page.getByRole('group', { name: /Plane of the two actions/ });
  await expect(plane).toBeVisible();
  const dark = await style(page, 'body', 'color');
  await page.emulateMedia({ media: 'print' });
  await expect(plane).toBeVisible();
  await expect(page.getByRole('region', { name: 'Mean part' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Formulas with these numbers' })).toBeVisible();
  await expect(page.getByText(page.url(), { exact: true })).toBeVisible();
  for (const name of ['Undo', 'Zoom in', 'Glossary', 'Play here', 'Mean only']) {
    await expect(page.getByRole('button', { name, exact: true })).toBeHidden();
  }
  await expect(page.getByRole('slider', { name: 'Mean bound' })).toBeHidden();
  await expect(page.getByRole('navigation', { name: 'Views' })).toBeHidden();
  expect(await style(page, 'body', 'color')).not.toBe(dark);
  expect(await style(page, ':root', 'color-scheme')).toBe('light');
  expect((await page.pdf({ format: 'A4' })).subarray(0, 5).toString()).toBe('%PDF-');
  await page.emulateMedia({ media: 'screen' });
  await expect(page.getByText(page.url(), { exact: true })).toBeHidden();
  await context.close();
});

/** What a finger could miss: controls that it hits only within less than 44 px. Words in running text are let off. */
function small(): string[] {
  const found: string[] = [];
  const controls = 'a[href], button, input:not([type=range]), select, summary, [role=tab], [role=radio]';
  for (const control of document.querySelectorAll<HTMLElement>(controls)) {
    const box = control.getBoundingClientRect();
    // The skip link waits outside of the page for the keyboard.
    if (!control.checkVisibility({ visibilityProperty: true }) || box.bottom < 0) continue;
    if (
      control.tagName !== 'SELECT' &&
      control.closest('p') &&
      getComputedStyle(control).display.startsWith('inline')
    )
      continue;
    let { width, height } = box;
    for (const part of ['::before', '::after']) {
      const area = getComputedStyle(control, part);
      if (area.content === 'none' || area.position !== 'absolute') continue;
      width = Math.max(width, Number.parseFloat(area.width) || 0);
      height = Math.max(height, Number.parseFloat(area.height) || 0);
    }
    for (const label of (control as HTMLInputElement).labels ?? []) {
      width = Math.max(width, label.getBoundingClientRect().width);
      height = Math.max(height, label.getBoundingClientRect().height);
    }
    if (Math.min(width, height) < 42)
      found.push(`${control.textContent || control.getAttribute('aria-label')} ${width} × ${height}`);
  }
  return found;
}

test('360 px are wide enough for every view, in both languages, and a finger hits every control', async ({
  browser,
}) => {
  for (const locale of ['en', 'de']) {
    const context = await browser.newContext({
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      isMobile: true,
      reducedMotion: 'reduce',
      locale,
    });
    const page = await context.newPage();
    for (const view of ['lab', 'train', 'train?env=pendulum', 'compare']) {
      await page.goto(`#/${view}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeAttached();
      const overflow = () =>
        page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      await expect.poll(overflow, `${view}, ${locale}`).toBeLessThanOrEqual(0);
      expect(await page.evaluate(small), `${view}, ${locale}`).toEqual([]);
    }
    await context.close();
  }
});
