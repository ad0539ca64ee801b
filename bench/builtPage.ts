import { type Browser, chromium } from '@playwright/test';
import { build, preview } from 'vite';
import { CHROMIUM_FLAGS, ensureChromium } from '../scripts/chromium.mjs';

const FIRST_PORT = 41741;

/** Builds and serves the page, opens a browser for the work, and closes both after it. */
export async function inBuiltPage<T>(
  work: (browser: Browser, address: string) => Promise<T>,
  flags: readonly string[] = [],
): Promise<T> {
  await build({ logLevel: 'error' });
  const server = await preview({ preview: { port: FIRST_PORT, strictPort: false }, logLevel: 'error' });
  const browser = await chromium.launch({
    executablePath: ensureChromium(),
    args: [...CHROMIUM_FLAGS, ...flags],
  });
  try {
    return await work(browser, server.resolvedUrls!.local[0]!);
  } finally {
    await browser.close();
    await server.close();
  }
}
