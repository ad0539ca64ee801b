import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';

const sizes = [
  { width: 1440, height: 900 },
  { width: 820, height: 1180 },
  { width: 390, height: 844 },
];

const VIEWS = ['lab', 'learn/nearest', 'train', 'train?env=pendulum', 'compare'] as const;

for (const view of VIEWS) {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const size of sizes) {
      test(`${view}, ${colorScheme}, ${size.width} px: axe finds nothing, nothing sticks out`, async ({
        browser,
        baseURL,
      }) => {
        const context = await browser.newContext({ viewport: size, colorScheme, reducedMotion: 'reduce' });
        const page = await context.newPage();
        await page.goto(`${baseURL}#/${view}`);
        await expect(page.getByRole('heading', { level: 1 })).toBeAttached();
        await page.evaluate(() => document.fonts.ready);
        await page.waitForLoadState('networkidle');
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(
          violations.map((violation) => [violation.id, violation.nodes.map((node) => node.target)]),
        ).toEqual([]);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow).toBeLessThanOrEqual(0);
        await context.close();
      });
    }
  }
}
