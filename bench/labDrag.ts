import type { Browser, CDPSession, Page } from '@playwright/test';

const HANDLE = 'Mean of the proposed policy';
const MOVING_MS = 2500;
/** Longer than the moves take: a slow page answers them late. */
const RECORDED_MS = 3000;
const REST_MS = 1500;

/** A Lab that is ready, in a window of 1440 × 900. */
export async function openLab(browser: Browser, address: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(address);
  await page.getByRole('slider', { name: HANDLE }).first().waitFor();
  return page;
}

/** As if the processor was so many times slower. */
export async function slowDown(page: Page, times: number): Promise<CDPSession> {
  const client = await page.context().newCDPSession(page);
  await client.send('Emulation.setCPUThrottlingRate', { rate: times });
  return client;
}

/** Milliseconds between animation frames: at rest, and while the proposed policy is dragged in circles. */
export async function dragLab(page: Page): Promise<{ readonly rest: number[]; readonly drag: number[] }> {
  const record = (durationMs: number) => page.evaluate<number[]>(frameTimes(durationMs));
  const handle = page.getByRole('slider', { name: HANDLE }).first();
  const box = (await handle.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const rest = await record(REST_MS);
  await page.mouse.move(x, y);
  await page.mouse.down();
  const frames = record(RECORDED_MS);
  const start = performance.now();
  // A slow page takes a hand's moves more slowly, and gets fewer of them.
  for (let time = 0; time < MOVING_MS; time = performance.now() - start) {
    const angle = (time / MOVING_MS) * 6 * Math.PI;
    await page.mouse.move(x + 80 * Math.sin(angle), y + 60 * (1 - Math.cos(angle)));
  }
  const drag = await frames;
  await page.mouse.up();
  return { rest, drag };
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** Page script that resolves to the times between animation frames. Text, because the bundler must not touch it. */
const frameTimes = (durationMs: number) => `new Promise((resolve) => {
  const frames = [];
  const start = performance.now();
  let last = start;
  requestAnimationFrame(function tick(now) {
    frames.push(now - last);
    last = now;
    if (now - start < ${durationMs}) requestAnimationFrame(tick);
    else resolve(frames.slice(1));
  });
})`;
