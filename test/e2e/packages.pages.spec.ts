import { expect, test } from '@playwright/test';
import { bundle } from '../support/bundle.ts';
import { type Consumer, installPacked, readmeExamples } from '../support/packedPackages.ts';

/** The examples of the READMEs, bundled from the packed packages and run in a page. */

let consumer: Consumer;
test.beforeAll(() => {
  consumer = installPacked();
});
test.afterAll(() => consumer?.remove());

for (const { name, code, output } of readmeExamples()) {
  test(`${name} runs in a page as printed`, async ({ page }) => {
    const printed: string[] = [];
    page.on('console', (message) => printed.push(message.text()));
    page.on('pageerror', (error) => printed.push(String(error)));
    await page.setContent('<!doctype html><title>Example</title>');
    await page.addScriptTag({ content: await bundle(code, consumer.folder), type: 'module' });
    const lines = output.split('\n');
    await expect
      .poll(() => printed.filter((line) => lines.includes(line)), { message: printed.join('\n') })
      .toEqual(lines);
  });
}
