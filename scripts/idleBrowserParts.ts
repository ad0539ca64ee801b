import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/**
 * Pages of Chromium's own window that no test sees, and that every new window loads again: the suggestions of the address bar.
 * They take as long as a page of ours.
 */
const UNSEEN = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'];

/**
 * The flag that leaves them out. Of several lists of features Chromium reads the last only, so this one repeats what Playwright
 * leaves out; where that cannot be found, there is no flag, and tests take longer.
 */
export function withoutIdleParts(): string[] {
  const already = disabledByPlaywright();
  return already ? [`--disable-features=${[...already, ...UNSEEN].join(',')}`] : [];
}

/** Playwright has the list in its code alone. */
function disabledByPlaywright(): string[] | null {
  const resolve = createRequire(import.meta.url).resolve;
  try {
    const code = readFileSync(resolve('playwright-core/lib/coreBundle'), 'utf8');
    const list = /\bdisabledFeatures = \[(.*?)\n\s*\]/s.exec(code)?.[1]?.replace(/^\s*\/\/.*$/gm, '');
    return list?.match(/(?<=")\w+(?=")/g) ?? null;
  } catch {
    return null;
  }
}
