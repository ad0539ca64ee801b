import { expect, test } from '@playwright/test';
import { decodeLink } from '../../src/experiments/link.ts';
import { LocalConnection } from '../../src/training/localConnection.ts';
import { TrainingPool } from '../../src/training/pool.ts';
import type { SessionEvent } from '../../src/training/protocol.ts';

const LINK =
  '#/train?v=1&env=pendulum&n=8&h=16&hid=8&pe=2&ve=2&mb=32&steps=12800&seeds=1..5&engine=auto&at=20';

/** The digest after the link's iteration, from one session in this process. */
function digestHere(): Promise<string> {
  const { state } = decodeLink(LINK);
  if (state.view !== 'train') throw new TypeError('the link must open Train');
  const pool = new TrainingPool(() => new LocalConnection(), 1);
  return new Promise((resolve) => {
    pool.subscribe((event: SessionEvent) => {
      if (event.type !== 'standing') return;
      pool.close();
      resolve(event.digest);
    });
    pool.send({ type: 'start', configuration: state.configuration, paused: false, until: state.at! });
  });
}

test('seeds train on all cores but one, and a replay gives the parameters that Node gives', async ({
  page,
}) => {
  let workers = 0;
  // Those that train; others draw up a policy's field or a file.
  page.on('worker', (worker) => {
    if (/\/worker-[^/]*\.js/.test(worker.url())) workers++;
  });
  await page.addInitScript(() => Object.defineProperty(navigator, 'hardwareConcurrency', { value: 4 }));
  await page.goto(LINK);
  await page.getByText(/^Details/).click();
  await expect(page.getByText(await digestHere())).toBeVisible();
  expect(workers).toBe(3);
});
