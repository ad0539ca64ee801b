import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { DigestPageApi } from '../pages/digests.ts';
import type { Digests } from '../support/digests.ts';
import { findFirefox, startFirefox } from '../support/firefox.ts';

/** Browsers arrive at the numbers that Node recorded (test/unit/digests.test.ts), to the last bit. */

declare global {
  var digestTests: DigestPageApi;
}

const PAGE = 'test/pages/digests.html';
const recorded = JSON.parse(
  readFileSync(new URL('../fixtures/digests.json', import.meta.url), 'utf8'),
) as Digests;

function expectRecorded(digests: Digests) {
  expect(digests.functions).toEqual(recorded.functions);
  expect(digests.environments).toEqual(recorded.environments);
  expect(digests.runs).toEqual(recorded.runs);
}

test('Chromium trains to the recorded digests', async ({ page, browser }) => {
  await page.goto(PAGE);
  await page.waitForFunction(() => 'digestTests' in globalThis);
  expectRecorded(await page.evaluate(() => digestTests.compute()));
  console.log(`Chromium ${browser.version()}: ${recorded.runs.length} runs to the recorded digests`);
});

test('Firefox trains to the recorded digests', async ({ baseURL }) => {
  const executable = findFirefox();
  test.skip(executable === null, 'no Firefox: install one or set FIREFOX_PATH to its executable');
  const firefox = await startFirefox(executable!);
  try {
    await firefox.open(new URL(PAGE, baseURL).href);
    expectRecorded((await firefox.evaluate('digestTests.compute()')) as Digests);
    console.log(`Firefox ${firefox.version}: ${recorded.runs.length} runs to the recorded digests`);
  } finally {
    await firefox.close();
  }
});
