/**
 * Pictures of every view at three sizes, light and dark, for people to look at: `node scripts/screenshots.mjs`
 * writes them to .cache/screenshots. `--readme` writes those of the README to docs/ instead. Needs a build.
 */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { CHROMIUM_FLAGS, ensureChromium } from './chromium.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const forReadme = process.argv.includes('--readme');
const only = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const sizes = forReadme
  ? [{ width: 1440, height: 900 }]
  : [
      { width: 1440, height: 900 },
      { width: 820, height: 1180 },
      { width: 390, height: 844 },
    ];
const schemes = forReadme ? ['light'] : ['light', 'dark'];
const views = [
  { name: 'lab', hash: '#/lab', iterations: 0 },
  { name: 'duel-idle', hash: '#/train', iterations: 0, skipReadme: true },
  {
    name: 'duel',
    hash: '#/train?v=1&layout=duel&env=pendulum&seeds=1&b.alg=ppo&b.lr=5e-4&run=1',
    iterations: forReadme ? 64 : 20,
  },
  { name: 'train-idle', hash: '#/train?v=1&env=pendulum&seeds=1', iterations: 0, skipReadme: true },
  {
    name: 'train-pendulum',
    hash: '#/train?v=1&preset=pendulum&seeds=1&run=1',
    iterations: 12,
    skipReadme: true,
  },
  { name: 'train', hash: '#/train?v=1&preset=point-mass&seeds=1&run=1', iterations: forReadme ? 40 : 12 },
  { name: 'compare-idle', hash: '#/compare', iterations: 0, skipReadme: true },
  { name: 'compare', hash: '#/compare?v=1&preset=claim&seeds=1,2,3,4,5&run=1', runs: 60, readmeHeight: 1000 },
  {
    name: 'compare-choices',
    hash: '#/compare?v=1&preset=choices&seeds=1,2&run=1',
    runs: 42,
    skipReadme: true,
  },
  { name: 'compare-bounds', hash: '#/compare?v=1&preset=bounds&seeds=1,2&run=1', runs: 30, skipReadme: true },
].filter((view) => (!forReadme || !view.skipReadme) && (only.length === 0 || only.includes(view.name)));

const folder = forReadme ? `${root}/docs` : `${root}/.cache/screenshots`;
mkdirSync(folder, { recursive: true });
const server = await preview({ root, preview: { port: 41751 }, logLevel: 'error' });
const address = server.resolvedUrls.local[0];
const browser = await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_FLAGS });
try {
  for (const view of views) {
    for (const size of sizes) {
      for (const colorScheme of schemes) {
        const page = await browser.newPage({
          viewport: { ...size, height: (forReadme && view.readmeHeight) || size.height },
          colorScheme,
          deviceScaleFactor: forReadme ? 2 : 1,
        });
        const problems = [];
        page.on('pageerror', (error) => problems.push(error.message));
        page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
        // As a reader who has been here before: the Lab stands still.
        await page.addInitScript(() => localStorage.setItem('opening', 'shown'));
        await page.goto(address + view.hash);
        await page.getByRole('main').waitFor();
        await page.evaluate(() => document.fonts.ready);
        await page.waitForTimeout(1200);
        if (view.iterations > 0) {
          const pattern = /iteration\s+(\d+)/i;
          const deadline = Date.now() + 240_000;
          while (Date.now() < deadline) {
            const text = await page.getByRole('main').innerText();
            if (Number(pattern.exec(text)?.[1] ?? 0) >= view.iterations) break;
            await page.waitForTimeout(500);
          }
        }
        if (view.runs) await page.getByText(`${view.runs} runs in`).waitFor({ timeout: 1_200_000 });
        const name = forReadme ? view.name : `${view.name}-${size.width}-${colorScheme}`;
        await page.screenshot({ path: `${folder}/${name}.png` });
        if (!forReadme) await page.screenshot({ path: `${folder}/${name}-full.png`, fullPage: true });
        console.log(name, problems.length ? problems : '');
        await page.close();
      }
    }
  }
} finally {
  await browser.close();
  await server.close();
}
process.exit(0);
