import { expect, test } from '@playwright/test';
import type { RunConfiguration } from '../../src/experiments/fields.ts';
import { decodeLink } from '../../src/experiments/link.ts';
import type { RunCheckpoint } from '../../src/trainer/checkpoint.ts';
import { forkBeginning } from '../../src/training/forkBeginning.ts';
import { LocalConnection } from '../../src/training/localConnection.ts';
import { TrainingPool } from '../../src/training/pool.ts';
import { axeOn } from '../support/axe.ts';

const LINK = '#/train?v=1&env=pendulum&seeds=1,2&hid=16,16&n=8&h=32&pe=2&ve=2&mb=64&steps=3072&engine=simd';
const ITERATIONS = 12;

const inProcess = () => new TrainingPool(() => new LocalConnection(), 1);

/** The digest after an iteration, from one session in this process. */
function digestAt(configuration: RunConfiguration, iteration: number, from?: RunCheckpoint): Promise<string> {
  const pool = inProcess();
  return new Promise((resolve) => {
    pool.subscribe((event) => {
      if (event.type !== 'standing' || event.iteration !== iteration) return;
      pool.close();
      resolve(event.digest);
    });
    pool.send({ type: 'start', configuration, paused: false, until: iteration, ...(from && { from }) });
  });
}

test('the cursor leads to any past iteration by keyboard, to the parameters of a replay, and a fork goes on from it', async ({
  page,
}) => {
  const { state } = decodeLink(LINK);
  if (state.view !== 'train') throw new TypeError('a link to Train');
  const { configuration } = state;
  await page.goto(`${LINK}&run=1`);
  const progress = page.getByRole('region', { name: 'Progress' });
  await expect(progress).toContainText('finished');

  const cursor = page.getByRole('region', { name: 'Time cursor' });
  const slider = cursor.getByRole('slider', { name: 'Iteration on show' });
  await slider.press('Home');
  await expect(slider).toHaveAttribute('aria-valuetext', `iteration 1 of ${ITERATIONS}`);
  for (let i = 0; i < 4; i++) await slider.press('ArrowRight');
  await expect(slider).toHaveAttribute('aria-valuetext', `iteration 5 of ${ITERATIONS}`);
  await expect(cursor.getByText('All panels show the past.')).toBeVisible();
  const runs = page.getByRole('region', { name: 'Runs' });
  const openDetails = (name: string) =>
    runs
      .getByRole('listitem')
      .filter({ hasText: name })
      .getByText(/^Details/)
      .first()
      .click();
  await openDetails('finished');
  await expect(runs).toContainText(await digestAt(configuration, 5));
  expect((await axeOn(page).include('section[aria-label="Time cursor"]').analyze()).violations).toEqual([]);

  await cursor.getByRole('button', { name: /method/ }).press('Enter');
  const ppo = page.getByRole('menuitem', { name: 'PPO' });
  await expect(ppo).toBeVisible();
  await ppo.press('Enter');
  await expect(progress).toContainText('from iteration 5');
  await expect(progress).toContainText('finished');
  await expect(progress).toContainText(`iteration ${ITERATIONS}`);

  const ppoRun = { ...configuration, algorithm: 'ppo' } as const;
  const beginning = await forkBeginning(ppoRun, { configuration, iteration: 5, origin: null }, inProcess);
  await openDetails('from iteration 5');
  const digest = await digestAt(ppoRun, ITERATIONS, beginning);
  await expect(runs).toContainText(digest);

  // The fork's own link: both runs again, from nothing but settings.
  const link = await runs
    .getByRole('link', { name: 'Replay to this iteration' })
    .first()
    .getAttribute('href');
  expect(link).toContain('&o.alg=trpl&o.at=5&');
  await page.goto('about:blank');
  await page.goto(link!);
  await expect(page.getByText(`Iteration ${ITERATIONS}, as the link says.`)).toBeVisible();
  await openDetails('from iteration 5');
  await expect(runs).toContainText(digest);
});
