/**
 * The one test command: format and lint, types, unit tests, build, browser tests, in this order, stopping at
 * the first that fails. Ends with a line that counts what ran.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureChromium } from './chromium.mjs';
import { generate } from './generated.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const reports = join(root, '.cache', 'reports');
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
const unitReport = join(reports, 'unit.json');
const browserReport = join(reports, 'browser.json');

let chromium;
try {
  chromium = ensureChromium();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

try {
  await generate();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

const steps = [
  ['format and lint', 'biome', ['ci', '--error-on-warnings', '.']],
  ['types', 'tsc', ['--noEmit']],
  [
    'unit tests',
    'vitest',
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`],
  ],
  ['build', 'vite', ['build', '--logLevel', 'warn']],
  ['browser tests', 'npm', ['run', '--silent', 'e2e']],
];

for (const [title, command, args] of steps) {
  console.log(`\n── ${title} ──`);
  const started = Date.now();
  const program = command === 'npm' ? command : join(root, 'node_modules', '.bin', command);
  const result = spawnSync(program, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
    env: { ...process.env, CHROME_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: browserReport },
  });
  if (result.error || result.status !== 0) {
    console.error(`\n${title} failed${result.error ? `: ${result.error.message}` : ''}.`);
    printCounts();
    process.exit(result.status || 1);
  }
  console.log(`(${title}: ${((Date.now() - started) / 1000).toFixed(0)} s)`);
}
printCounts();

function printCounts() {
  let passed = 0;
  let failed = 0;
  let skipped = 0;
  const unit = read(unitReport);
  if (unit) {
    passed += unit.numPassedTests;
    failed += unit.numFailedTests;
    skipped += unit.numPendingTests;
  }
  const browser = read(browserReport);
  if (browser) {
    passed += browser.stats.expected + browser.stats.flaky;
    failed += browser.stats.unexpected;
    skipped += browser.stats.skipped;
  }
  console.log(`\n${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
}

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}
