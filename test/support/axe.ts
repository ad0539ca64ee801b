import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/**
 * axe on a page of one frame. Its usual way with Playwright opens a second page for each scan, to put the findings of many
 * frames together, which takes several times as long as the scan; of one frame both ways find the same.
 * @throws {Error} for a page with frames inside, which this way would pass over
 */
export function axeOn(page: Page): AxeBuilder {
  const frames = page.frames().length;
  if (frames !== 1) throw new Error(`a page of one frame is scanned here, this one has ${frames}`);
  return new AxeBuilder({ page }).setLegacyMode(true);
}
