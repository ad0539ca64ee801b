import { expect, type Page, test } from '@playwright/test';
import { webgpuAdapter } from '../../scripts/chromium.mjs';

const SMALL = 'hid=16,16&n=8&h=8&pe=1&ve=1&mb=64&steps=100000000';

const progress = (page: Page) => page.getByRole('region', { name: 'Progress' });

async function iteration(page: Page): Promise<number> {
  const text = await progress(page).innerText();
  return Number(/iteration\s*(\d+)/.exec(text)?.[1] ?? 0);
}

test('named in a link, a software adapter trains on WebGPU in the worker', async ({ page }) => {
  await page.goto(`#/train?v=1&preset=point-mass&seeds=1&${SMALL}&engine=webgpu&run=1`);
  await expect.poll(() => iteration(page), { timeout: 90_000 }).toBeGreaterThan(1);
  await expect(progress(page)).toContainText('WebGPU');
});

test('a task with discrete actions trains on WebGPU as well', async ({ page }) => {
  await page.goto(`#/train?v=1&preset=cart-pole-balance&seeds=1,2&${SMALL}&engine=webgpu&run=1`);
  await expect.poll(() => iteration(page), { timeout: 90_000 }).toBeGreaterThan(1);
  await expect(progress(page)).toContainText('WebGPU');
});

test('auto passes a software adapter over and says so', async ({ page }) => {
  test.skip(webgpuAdapter() === 'hardware', 'the adapter at hand is no software');
  await page.goto(`#/train?v=1&env=pendulum&seeds=1&${SMALL}&run=1`);
  await expect.poll(() => iteration(page), { timeout: 90_000 }).toBeGreaterThan(1);
  await expect(progress(page)).toContainText('WebAssembly');
  await progress(page).getByText('WebAssembly').first().click();
  await expect(page.getByText(/software/i).first()).toBeVisible();
});

test('when the GPU is lost, training goes on on WebAssembly from the last iteration and the page says so', async ({
  page,
  browser,
}) => {
  await page.goto(`#/train?v=1&env=pendulum&seeds=1&${SMALL}&engine=webgpu&run=1`);
  await expect.poll(() => iteration(page), { timeout: 90_000 }).toBeGreaterThan(1);
  const before = await iteration(page);
  const session = await browser.newBrowserCDPSession();
  // The process that runs the device dies; this call never gets an answer from it.
  session.send('Browser.crashGpuProcess').catch(() => {});
  await expect(progress(page)).toContainText('WebAssembly', { timeout: 60_000 });
  await expect.poll(() => iteration(page), { timeout: 60_000 }).toBeGreaterThan(before);
  await expect(page.getByText(/WebGPU.*(lost|failed|stopped)|went on from iteration/i).first()).toBeVisible();
});
