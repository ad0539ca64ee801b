import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';

test('the Lab is ready after at most 170 kB of gzipped JavaScript, none of it TensorFlow.js', async ({
  page,
}) => {
  const bodies: Promise<Buffer>[] = [];
  let typesetter = '';
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return;
    // KaTeX is a chunk of its own that loads when the Lab is ready and idle.
    if (/katex/i.test(response.url())) typesetter = response.url();
    else bodies.push(response.body());
  });
  await page.goto('#/lab');
  await expect(page.getByRole('slider', { name: 'Mean of the proposed policy' })).toBeVisible();
  await expect.poll(() => typesetter).toMatch(/katex/i);
  const scripts = await Promise.all(bodies);
  const bytes = scripts.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0);
  expect(bytes).toBeGreaterThan(20_000);
  expect(bytes).toBeLessThanOrEqual(170_000);
  for (const script of scripts) expect(script.toString('utf8')).not.toMatch(/registerKernel|tensorflow/i);
});

test('nothing is fetched from anywhere but the page’s own host', async ({ page, baseURL }) => {
  const foreign: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(baseURL!) && !url.startsWith('data:') && !url.startsWith('blob:')) foreign.push(url);
  });
  await page.goto('#/lab');
  await page.waitForLoadState('networkidle');
  await page.goto('#/train');
  await page.waitForLoadState('networkidle');
  expect(foreign).toEqual([]);
});
