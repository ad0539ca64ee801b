import { expect, test } from '@playwright/test';
import { axeOn } from '../support/axe.ts';
import { showScheme } from '../support/scheme.ts';

/** The middle one is opened in the dark, the others are led there. */
const SIZES = [
  { width: 1440, height: 900, schemes: ['light', 'dark'] },
  { width: 820, height: 1180, schemes: ['dark', 'light'] },
  { width: 390, height: 844, schemes: ['light', 'dark'] },
] as const;

const VIEWS = ['lab', 'learn/nearest', 'train', 'train?env=pendulum', 'compare'] as const;

for (const view of VIEWS) {
  for (const { schemes, ...viewport } of SIZES) {
    test(`${view}, ${viewport.width} px, ${schemes.join(' and ')}: axe finds nothing, nothing sticks out`, async ({
      browser,
      baseURL,
    }) => {
      const context = await browser.newContext({
        viewport,
        colorScheme: schemes[0],
        reducedMotion: 'reduce',
      });
      const page = await context.newPage();
      await page.goto(`${baseURL}#/${view}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeAttached();
      await page.evaluate(() => document.fonts.ready);
      await page.waitForLoadState('networkidle');
      for (const scheme of schemes) {
        await showScheme(page, scheme);
        const { violations } = await axeOn(page).analyze();
        expect(
          violations.map((violation) => [violation.id, violation.nodes.map((node) => node.target)]),
          scheme,
        ).toEqual([]);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow, scheme).toBeLessThanOrEqual(0);
      }
      await context.close();
    });
  }
}
