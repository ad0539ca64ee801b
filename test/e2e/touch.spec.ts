import { type CDPSession, expect, test } from '@playwright/test';

test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

type Place = readonly [x: number, y: number];

/** Fingers on the page, as the browser itself hears of them: it scrolls where the page leaves that to it. */
function fingersOf(session: CDPSession) {
  const tell = (type: 'touchStart' | 'touchMove' | 'touchEnd', places: readonly Place[]) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: places.map(([x, y], id) => ({ x, y, id })),
    });
  return {
    down: (...places: Place[]) => tell('touchStart', places),
    move: (...places: Place[]) => tell('touchMove', places),
    up: () => tell('touchEnd', []),
  };
}

test('two fingers zoom the plane wherever they come down; one moves what it touches, and scrolls beside it', async ({
  page,
  context,
}) => {
  await page.goto('#/lab');
  const plane = page.getByRole('group', { name: /^Plane of the two actions/ });
  const mean = page.getByRole('slider', { name: 'Mean of the proposed policy' });
  await expect(mean).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
  const fingers = fingersOf(await context.newCDPSession(page));
  const said = () => mean.getAttribute('aria-valuetext');
  const at = async (): Promise<Place> => {
    const { x, y, width, height } = (await mean.boundingBox())!;
    return [x + width / 2, y + height / 2];
  };
  const before = await said();
  const apart = async () => {
    const old = (await page.getByRole('slider', { name: 'Mean of the old policy' }).boundingBox())!;
    return Math.abs((await at())[0] - old.x - old.width / 2);
  };
  const close = await apart();

  // The first finger is on the proposed policy, and has moved it a little before the second comes.
  const [x, y] = await at();
  await fingers.down([x, y]);
  await fingers.move([x + 6, y]);
  await expect.poll(said).not.toBe(before);
  await fingers.down([x + 6, y], [x - 80, y + 60]);
  await fingers.move([x + 16, y - 10], [x - 110, y + 90]);
  await fingers.move([x + 26, y - 20], [x - 140, y + 120]);
  await fingers.up();
  await expect.poll(apart).toBeGreaterThan(1.2 * close);
  await expect.poll(said).toBe(before);

  await page.getByRole('button', { name: 'Fit' }).click();
  await expect.poll(apart).toBeLessThan(1.05 * close);
  // Upwards, as a page is scrolled: what is held follows to the end, and the page stays.
  const scrolled = await page.evaluate(() => scrollY);
  const from = await at();
  await fingers.down(from);
  for (const dy of [15, 30, 45, 60]) await fingers.move([from[0], from[1] - dy]);
  await expect.poll(async () => (await at())[1]).toBeLessThan(from[1] - 50);
  await fingers.up();
  await expect.poll(said).not.toBe(before);
  expect(await page.evaluate(() => scrollY)).toBe(scrolled);

  const box = (await plane.boundingBox())!;
  const left = box.x + 60;
  await fingers.down([left, box.y + 60]);
  for (const dy of [20, 60, 100]) await fingers.move([left, box.y + 60 - dy]);
  await fingers.up();
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(scrolled + 40);
});

test('a finger that scrolls past a bound does not change it; one that goes along it does', async ({
  page,
  context,
}) => {
  await page.goto('#/lab');
  const bound = page.getByRole('slider', { name: 'Mean bound' });
  await bound.scrollIntoViewIfNeeded();
  const fingers = fingersOf(await context.newCDPSession(page));
  const said = () => bound.getAttribute('aria-valuetext');
  const before = await said();
  const beside = async (dx: number): Promise<Place> => {
    const { x, y, width, height } = (await bound.boundingBox())!;
    return [x + width / 2 + dx, y + height / 2];
  };
  const scrolled = await page.evaluate(() => scrollY);
  const [x, y] = await beside(50);
  await fingers.down([x, y]);
  for (const dy of [20, 60, 120]) await fingers.move([x, y - dy]);
  await fingers.up();
  await expect.poll(() => page.evaluate(() => scrollY)).not.toBe(scrolled);
  await expect.poll(said).toBe(before);
  // The page comes to rest.
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        let [last, still] = [scrollY, 0];
        const look = () => {
          still = scrollY === last ? still + 1 : 0;
          last = scrollY;
          if (still > 10) resolve();
          else requestAnimationFrame(look);
        };
        look();
      }),
  );
  // A fast finger leaves it far away.
  await bound.scrollIntoViewIfNeeded();
  const [from, height] = await beside(0);
  await fingers.down([from, height]);
  for (const dx of [15, 30, 45]) await fingers.move([from + dx, height]);
  await fingers.up();
  await expect.poll(said).not.toBe(before);
});
