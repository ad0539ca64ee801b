import { rm } from 'node:fs/promises';
import process from 'node:process';
import { type Browser, chromium } from '@playwright/test';
import { build, preview } from 'vite';
import { CHROMIUM_FLAGS, ensureChromium } from '../scripts/chromium.mjs';

const FIRST_PORT = 41741;

interface BuiltPageOptions {
  /** Of the browser, beside those of every one. */
  readonly flags?: readonly string[];
  /** Vite's, where it is not the page alone that is built. */
  readonly configFile?: string;
}

/** Builds the page in a folder of this process, serves it, opens a browser for the work, and takes all away after it. */
export async function inBuiltPage<T>(
  work: (browser: Browser, address: string) => Promise<T>,
  { flags = [], configFile }: BuiltPageOptions = {},
): Promise<T> {
  const outDir = `.cache/built-page-${process.pid}`;
  const what = { build: { outDir }, logLevel: 'error', ...(configFile && { configFile }) } as const;
  await build(what);
  const server = await preview({
    ...what,
    preview: { port: FIRST_PORT, strictPort: false },
  });
  const browser = await chromium.launch({
    executablePath: ensureChromium(),
    args: [...CHROMIUM_FLAGS, ...flags],
  });
  try {
    return await work(browser, server.resolvedUrls!.local[0]!);
  } finally {
    await browser.close();
    await server.close();
    await rm(outDir, { recursive: true, force: true });
  }
}
