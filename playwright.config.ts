import { defineConfig } from '@playwright/test';
import { CHROMIUM_FLAGS, ensureChromium, webgpuFlags } from './scripts/chromium.mjs';
import { withoutIdleParts } from './scripts/idleBrowserParts.ts';

const PAGE_PORT = 41731;
const TEST_PAGES_PORT = 41732;
const executablePath = ensureChromium();
const flags = [...CHROMIUM_FLAGS, ...withoutIdleParts()];

const knownReader = (port: number) => ({
  origin: `http://localhost:${port}`,
  localStorage: [{ name: 'opening', value: 'shown' }],
});

/**
 * `page` has no WebGPU and uses the build as a visitor does (the fallback path);
 * `webgpu` runs WebGPU, in software unless WEBGPU=hardware, on the build and on the kernels' own pages (test/pages);
 * `pages` runs the tests' other pages;
 * `measured` and `measured-pages` hold what must have the machine to itself, on the build and on the tests' own
 * pages.
 */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: '.cache/test-results',
  timeout: 120_000,
  expect: { timeout: 15_000 },
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: '.cache/reports/browser.json' }]],
  use: {
    trace: 'off',
    viewport: { width: 1440, height: 900 },
    // Readers who have been here before: the Lab stands still for everybody who does not test its opening.
    storageState: { cookies: [], origins: [PAGE_PORT, TEST_PAGES_PORT].map(knownReader) },
  },
  projects: [
    {
      name: 'page',
      testIgnore: ['**/*.{webgpu,pages,measured,measuredPages}.spec.ts'],
      use: {
        baseURL: `http://localhost:${PAGE_PORT}/`,
        launchOptions: { executablePath, args: flags },
      },
    },
    {
      name: 'webgpu',
      testMatch: '**/*.webgpu.spec.ts',
      use: {
        baseURL: `http://localhost:${TEST_PAGES_PORT}/`,
        launchOptions: { executablePath, args: [...flags, ...webgpuFlags()] },
      },
    },
    {
      name: 'pages',
      testMatch: '**/*.pages.spec.ts',
      use: {
        baseURL: `http://localhost:${TEST_PAGES_PORT}/`,
        launchOptions: { executablePath, args: flags },
      },
    },
    {
      name: 'measured',
      testMatch: '**/*.measured.spec.ts',
      dependencies: ['page', 'pages', 'webgpu'],
      use: {
        baseURL: `http://localhost:${PAGE_PORT}/`,
        launchOptions: { executablePath, args: flags },
      },
    },
    {
      name: 'measured-pages',
      testMatch: '**/*.measuredPages.spec.ts',
      // One after the other: two measurements at once would measure each other.
      dependencies: ['measured'],
      use: {
        baseURL: `http://localhost:${TEST_PAGES_PORT}/`,
        launchOptions: { executablePath, args: [...flags, ...webgpuFlags()] },
      },
    },
  ],
  webServer: [
    {
      command: `npx vite preview --port ${PAGE_PORT} --strictPort`,
      port: PAGE_PORT,
      reuseExistingServer: false,
    },
    {
      command: `npx vite build -c test/pages/vite.config.ts --logLevel warn && npx vite preview -c test/pages/vite.config.ts --port ${TEST_PAGES_PORT} --strictPort`,
      port: TEST_PAGES_PORT,
      reuseExistingServer: false,
      timeout: 180_000,
    },
  ],
});
