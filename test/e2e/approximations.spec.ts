import { expect, test } from '@playwright/test';
import { axeOn } from '../support/axe.ts';

test('the approximations: the ring follows its sample, the ball says less than the KL, one state escapes the average', async ({
  page,
}) => {
  await page.goto('#/lab?look=approximations');
  const ppo = page.getByRole('region', { name: 'PPO: one sample' });
  const furthest = ppo.getByText(/The furthest policy of the ring is/);
  await expect(furthest).toBeVisible();
  const was = await furthest.innerText();
  const sample = page.getByRole('slider', { name: 'Sampled action' });
  await sample.press('Shift+ArrowRight');
  await expect(furthest).not.toHaveText(was);
  await ppo.getByRole('switch', { name: 'Draw PPO in the plane' }).click();
  await expect(sample).toBeHidden();

  const trpo = page.getByRole('region', { name: 'TRPO: a ball' });
  await expect(trpo).toContainText('the real KL goes up to 0.360: 3.6 times');
  const bound = trpo.getByRole('slider', { name: /Bound δ/ });
  await bound.press('End');
  await expect(trpo).toContainText('has no limit');
  await bound.press('Home');

  const papi = page.getByRole('region', { name: 'PAPI: an average' });
  await expect(papi).toContainText(/state 1 is at 0\.002\d+: 2\.\d times δ/);
  const table = papi.getByRole('table');
  const second = table.getByRole('row', { name: /^State 2/ });
  const before = await second.innerText();
  const state = papi.getByRole('slider', { name: 'Proposed mean of state 2' });
  const box = (await state.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 30, box.y + box.height / 2 - 10, { steps: 4 });
  await page.mouse.up();
  await expect(second).not.toHaveText(before);
  // The first state is the Lab's own pair, and moving it is a step of undo.
  await papi.getByRole('slider', { name: 'Proposed mean of state 1' }).press('ArrowLeft');
  await expect(page.getByRole('button', { name: 'Undo' })).toBeEnabled();
  const { violations } = await axeOn(page).analyze();
  expect(violations).toEqual([]);
});
