import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { axeOn } from '../support/axe.ts';
import { showScheme } from '../support/scheme.ts';

/** Two methods, two seeds, an iteration of 512 steps: seconds. */
const TINY = '#/compare?v=1&m=kl,ppo&t=point-mass.8192&hid=16&n=16&h=32&pe=2&ve=2&lr=3e-3&seeds=1,2';

const runs = (page: Page) => page.getByRole('region', { name: 'Runs', exact: true });
const finished = (page: Page) => expect(runs(page)).toContainText('4 runs in', { timeout: 90_000 });

test('a comparison from a link: results appear, the table sorts by keyboard, all of it can leave', async ({
  page,
}) => {
  await page.goto(TINY);
  await expect(runs(page)).toContainText(/4 runs, about \d+ s on \d+ core/, { timeout: 60_000 });
  await page.getByRole('button', { name: 'Start' }).click();
  await expect(runs(page)).toContainText(/[1-4] of 4 runs|4 runs in/, { timeout: 60_000 });
  await finished(page);

  // The paper's claim, as a picture's text: what the layer lets through is within its bound in every state, PPO is not.
  const promise = page.getByRole('img', { name: /^States beyond the bound on Point mass/ });
  await expect(promise).toHaveAccessibleName(/KL \d[\d.]*\s% → 0\s%; PPO \d/);
  await expect(
    page.getByText('Interquartile mean of 2 seeds; band: 95 % stratified bootstrap').first(),
  ).toBeVisible();
  for (const name of [
    /^Performance profile/,
    /^Probability that KL does better/,
    /^Largest KL on Point mass/,
  ]) {
    await expect(page.getByRole('img', { name })).toBeVisible();
  }

  const table = page.getByRole('table', { name: 'Numbers of every method and task' });
  const methods = () => table.getByRole('rowheader').allInnerTexts();
  expect(await methods()).toEqual(['KL', 'PPO']);
  const heading = table.getByRole('button', { name: 'Method' });
  await heading.focus();
  await page.keyboard.press('Enter');
  await expect(table.getByRole('columnheader', { name: 'Method' })).toHaveAttribute('aria-sort', 'ascending');
  await page.keyboard.press('Space');
  await expect(table.getByRole('columnheader', { name: 'Method' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  expect(await methods()).toEqual(['PPO', 'KL']);

  const reader = page.getByRole('slider', { name: 'Read values: Return on Point mass' });
  await reader.focus();
  await page.keyboard.press('End');
  await expect(reader).toHaveAttribute('aria-valuetext', /^8,192 steps: KL −?[\d.]+ \[.*PPO/);
  await page.keyboard.press('Escape');

  const saved = async (name: string) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name, exact: true }).first().click(),
    ]);
    return readFile(await download.path());
  };
  const csv = (await saved('CSV: every run as a row')).toString('utf8');
  expect(csv.split('\n').filter((line) => line.startsWith('point-mass,'))).toHaveLength(4);
  expect(csv).toContain('#/compare?v=1&m=kl,ppo&t=point-mass.8192');
  const json = JSON.parse((await saved('JSON: plan, runs, curves and summaries')).toString('utf8'));
  expect(json.runs).toHaveLength(4);
  expect(json.summaries[0].projected.beyond.high).toBe(0);
  const svg = (await saved('Save as SVG: Return, Point mass')).toString('utf8');
  expect(svg).toContain('>Return, Point mass</text>');
  expect(svg).toContain('#/compare?v=1&amp;m=kl,ppo');
  expect(svg).not.toContain('var(');
  const png = await saved('Save as PNG: Largest KL, Point mass');
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
  await page.getByRole('button', { name: 'BibTeX' }).click();
  await expect(page.getByText('@inproceedings{otto2021differentiable')).toBeVisible();
});

test('the paper’s claim is one click from the first screen', async ({ page }) => {
  await page.goto('');
  await page.getByRole('link', { name: 'Run the paper’s claim' }).click();
  await expect(runs(page)).toContainText(/of 60 runs/);
  await expect(page.getByRole('heading', { name: 'Return, Pendulum' })).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(runs(page)).toContainText('cancelled');
});

test('pause, resume and cancel; what is over stays, and the rest goes on', async ({ page }) => {
  await page.goto(`${TINY.replace('8192', '65536')}&run=1`);
  await expect(runs(page)).toContainText(/of 4 runs/);
  await expect.poll(() => page.url()).not.toContain('run=1');
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(runs(page)).toContainText('paused');
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(runs(page)).toContainText(/[1-3] of 4 runs/, { timeout: 90_000 });
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(runs(page)).toContainText('cancelled');
  await page.getByRole('button', { name: 'Go on' }).click();
  await finished(page);
});

test('back and forward bring plans back, and a hostile link is put right before anything starts', async ({
  page,
}) => {
  await page.goto(TINY);
  await page.getByRole('link', { name: 'Lab' }).click();
  await page.goBack();
  await expect(page).toHaveURL(/m=kl,ppo/);
  await expect(page.getByRole('checkbox', { name: 'PPO', exact: true })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: 'TRPO' })).not.toBeChecked();
  const methods = Array.from({ length: 40 }, () => 'kl').join(',');
  await page.goto(`#/compare?m=${methods}&t=pendulum.1e12&seeds=1..16&sweep=em,1,2,3,4,5,6,7,8,9`);
  await expect(page.getByText(/A comparison has at most 12 methods/)).toBeVisible();
  await expect(runs(page)).toContainText(/^Start/);
});

test('results, light and dark: axe finds nothing at any width, nothing sticks out', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ colorScheme: 'light', reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(
    `${baseURL}${TINY.replace('kl,ppo', 'kl,pg')}&choices=norm,lrd&seeds=1&run=1`.replace('&seeds=1,2', ''),
  );
  await expect(runs(page)).toContainText('6 runs in', { timeout: 90_000 });
  for (const scheme of ['light', 'dark'] as const) {
    await showScheme(page, scheme);
    for (const size of [
      { width: 1440, height: 900 },
      { width: 820, height: 1180 },
      { width: 390, height: 844 },
    ]) {
      await page.setViewportSize(size);
      await page.waitForTimeout(300);
      const { violations } = await axeOn(page).analyze();
      expect(
        violations.map((violation) => [violation.id, violation.nodes.map((node) => node.target)]),
        `${scheme}, ${size.width} px`,
      ).toEqual([]);
      expect(
        await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        ),
        `${scheme}, ${size.width} px`,
      ).toBeLessThanOrEqual(0);
    }
  }
  await context.close();
});

test('results are there in the next visit: what is left is trained, and they can be cleared', async ({
  page,
}) => {
  await page.goto(TINY);
  await page.getByRole('button', { name: 'Start' }).click();
  await finished(page);
  const table = () => page.getByRole('table', { name: 'Numbers of every method and task' }).innerText();
  const numbers = await table();
  await page.reload();
  await expect(runs(page)).toContainText('4 of 4 runs were already there');
  expect(await table()).toBe(numbers);

  // A plan with a seed more finds what it shares with the other.
  await page.goto('about:blank');
  await page.goto(TINY.replace('seeds=1,2', 'seeds=1,2,3'));
  await expect(runs(page)).toContainText('4 of 6 runs were already there');
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(runs(page)).toContainText(/4 of 6 runs were already there · the rest took \d/, {
    timeout: 60_000,
  });
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await expect(runs(page)).toContainText(/^.*6 runs, /);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Start' })).toBeVisible();
  await page.waitForLoadState('networkidle');
  await expect(runs(page)).not.toContainText('already there');
});
