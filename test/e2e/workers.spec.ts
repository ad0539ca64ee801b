import { expect, test, type Worker } from '@playwright/test';
import { decodeLink } from '../../src/experiments/link.ts';
import { LocalConnection } from '../../src/training/localConnection.ts';
import { TrainingPool } from '../../src/training/pool.ts';
import type { SessionEvent } from '../../src/training/protocol.ts';
import { digestInNode } from '../support/digestInNode.ts';

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

test('a run whose worker breaks says so and goes on from where it was, to the digest of one that never broke', async ({
  page,
}) => {
  const link = '#/train?v=1&env=pendulum&seeds=1&hid=16,16&n=8&h=32&pe=2&ve=2&mb=64&steps=7680&engine=simd';
  const workers: Worker[] = [];
  page.on('worker', (worker) => {
    if (/\/worker-[^/]*\.js/.test(worker.url())) workers.push(worker);
  });
  await page.goto(link);
  const progress = page.getByRole('region', { name: 'Progress' });
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('5 iterations/s');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  const iteration = async () => Number(/iteration\s*(\d+)/.exec(await progress.innerText())?.[1] ?? 0);
  await expect.poll(iteration).toBeGreaterThan(5);
  await workers[0]!.evaluate(() => {
    setTimeout(() => {
      throw new Error('out of order');
    });
  });
  await expect(page.getByText('The run could not go on.')).toBeVisible();
  await expect(page.getByText(/out of order/)).toBeVisible();
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('Full speed');
  await page.getByRole('button', { name: /^Go on from iteration \d+$/ }).click();
  await expect(progress).toContainText('finished');
  await expect(page.getByText('The run could not go on.')).toHaveCount(0);
  await page.getByText(/^Details/).click();
  await expect(page.getByText(await digestInNode(link))).toBeVisible();
});
