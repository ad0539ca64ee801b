import { expect, test } from '@playwright/test';
import { createEngine } from '../../src/engines/createEngine.ts';
import { environmentById } from '../../src/environments/environmentById.ts';
import { decodeLink } from '../../src/experiments/link.ts';
import type { FinishedEvent } from '../../src/trainer/events.ts';
import { train } from '../../src/trainer/trainer.ts';

const SMALL = 'hid=16,16&n=8&h=32&pe=2&ve=2&mb=64';

/** The digest of a link's run after `iterations`, trained here, in Node. */
async function digestInNode(link: string, iterations: number): Promise<string> {
  const { state } = decodeLink(link);
  if (state.view !== 'train') throw new TypeError('a link to Train');
  const { environments, stepsPerIteration } = state.configuration;
  const configuration = { ...state.configuration, steps: iterations * environments * stepsPerIteration };
  const events = train(
    configuration,
    environmentById(configuration.environment),
    (specification, start) => createEngine('simd', specification, start),
    { pace: async () => {}, seconds: () => 0 },
  );
  let finished: FinishedEvent | null = null;
  for await (const event of events) if (event.type === 'finished') finished = event;
  return finished!.digest;
}

test('a link with an iteration replays the run to it and stops there, with the digest that Node gets', async ({
  page,
}) => {
  const link = `#/train?v=1&env=pendulum&seeds=1,2&${SMALL}&steps=100000&engine=simd&at=7`;
  await page.goto(link);
  await expect(page.getByText('Iteration 7, as the link says.')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('region', { name: 'Progress' })).toContainText(/iteration\s*7/);
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible();
  // The address goes on leading to this iteration.
  await expect.poll(() => page.url()).toContain('at=7');

  const runs = page.getByRole('region', { name: 'Runs' });
  await runs.getByText(/^Details/).click();
  await expect(runs).toContainText(await digestInNode(link, 7));

  await page.getByRole('button', { name: 'Resume' }).click();
  await expect
    .poll(async () =>
      Number(/iteration\s*(\d+)/.exec(await page.getByRole('region', { name: 'Progress' }).innerText())?.[1]),
    )
    .toBeGreaterThan(8);
  await expect.poll(() => page.url()).not.toContain('at=');
});

test('a replay shows how far it is and can be cancelled', async ({ page }) => {
  await page.goto(`#/train?v=1&env=point-mass&seeds=1&steps=10000000&engine=simd&at=4000`);
  const bar = page.getByRole('progressbar', { name: 'Replaying to iteration 4000' });
  await expect(bar).toBeVisible();
  await expect(page.getByText(/\d+ of 4000 · .* left/)).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(bar).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Progress' })).toContainText(/stopped/i);
});
