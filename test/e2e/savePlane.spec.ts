import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';

/** Red, green, blue and opacity of a colour, however a browser tells it. */
function parts(colour: string): readonly number[] {
  const numbers = (colour.match(/[\d.]+/g) ?? []).map(Number);
  const share = colour.startsWith('color(srgb');
  return numbers.map((part, index) => (share && index < 3 ? Math.round(255 * part) : part));
}

/** The file that a button gives. */
async function saved(page: Page, format: 'PNG' | 'SVG') {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: `Save the plane as ${format}` }).click(),
  ]);
  return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
}

for (const { lab, link, file, word, leads } of [
  {
    lab: 'the Lab',
    link: '#/lab?look=samples',
    file: 'lab-kl',
    word: 'projected',
    leads: /#\/lab\?v=1&look=samples$/,
  },
  {
    lab: 'the Lab of discrete actions',
    link: '#/simplex',
    file: 'simplex-kl',
    word: 'Action C',
    leads: /#\/simplex\?v=1$/,
  },
]) {
  test(`${lab}: its plane leaves as a picture that looks the same alone, with its link`, async ({ page }) => {
    await page.goto(link);
    const plane = page.locator('svg[data-plane]');
    const look = (text: string) =>
      plane.getByText(text, { exact: true }).evaluate((element) => {
        const { fill, fontWeight, stroke } = getComputedStyle(element);
        return { fill, fontWeight, stroke };
      });
    const fills = () =>
      plane.locator('circle').evaluateAll((shown) => shown.map((element) => getComputedStyle(element).fill));
    await expect(plane.getByText(word, { exact: true })).toBeVisible();
    const [asWord, asDots] = [await look(word), await fills()];

    const svg = await saved(page, 'SVG');
    const png = await saved(page, 'PNG');
    expect([svg.name, png.name]).toEqual([`${file}.svg`, `${file}.png`]);
    // Twice as many pixels as units, behind the eight bytes of every PNG and the head of its first chunk.
    const wide = Number(/<svg [^>]*width="([\d.]+)"/.exec(svg.content.toString())![1]);
    expect(png.content.subarray(1, 4).toString()).toBe('PNG');
    expect(png.content.readUInt32BE(16)).toBe(Math.floor(2 * wide));

    await page.goto('about:blank');
    await page.setContent(svg.content.toString());
    expect(await look(word)).toEqual(asWord);
    expect((await fills()).map(parts)).toEqual(asDots.map(parts));
    expect(asDots.length).toBeGreaterThan(2);
    await expect(page.locator('a text').first()).toHaveText(leads);
    expect(svg.content.toString()).not.toMatch(/class=|style=|var\(|tabindex/);
  });
}
