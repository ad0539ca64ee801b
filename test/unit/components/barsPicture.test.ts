import { describe, expect, it } from 'vitest';
import { type BarsPicture, drawBarsPicture } from '../../../src/components/barsPicture.ts';
import { NAMED_PALETTE } from '../../support/palette.ts';
import { CHARACTER_WIDTH, recordingContext } from '../../support/recordingContext.ts';

const PICTURE: BarsPicture = {
  policies: {
    old: Float64Array.of(0.5, 0.5),
    proposed: Float64Array.of(0.2, 0.8),
    projected: Float64Array.of(0.4, 0.6),
  },
  acting: Float64Array.of(0.2, 0.8),
  ranges: [
    [0.4, 0.6],
    [0.4, 0.6],
  ],
  labels: ['push left', 'push right'],
};

function drawn(picture: BarsPicture, width = 122, height = 150) {
  const { context, calls } = recordingContext();
  drawBarsPicture(context, width, height, picture, NAMED_PALETTE);
  const bars = (colour: string) =>
    calls.filter(({ method, colors }) => method === 'fillRect' && colors[0] === colour);
  const texts = calls.filter(({ method }) => method === 'fillText').map(({ args }) => String(args[0]));
  return { bars, texts, calls };
}

describe('bars of a policy', () => {
  it('are as long as the probabilities, in the colours of the policies', () => {
    const { bars } = drawn(PICTURE);
    const lengths = (colour: string) => bars(colour).map(({ numbers }) => numbers[2]! / (122 - 14));
    for (const [colour, expected] of [
      [NAMED_PALETTE.old, [0.5, 0.5]],
      [NAMED_PALETTE.proposed, [0.2, 0.8]],
      [NAMED_PALETTE.projected, [0.4, 0.6]],
    ] as const) {
      lengths(colour).forEach((length, i) => {
        expect(length).toBeCloseTo(expected[i]!, 9);
      });
    }
  });

  it('name every action and say how often it is taken, each in its own room', () => {
    const { texts, bars, calls } = drawn(PICTURE);
    expect(texts).toEqual(['20\u202f%', 'push left', '80\u202f%', 'push right']);
    const rows = calls.filter(({ method }) => method === 'fillText').map(({ numbers }) => numbers.at(-1)!);
    const last = bars(NAMED_PALETTE.projected).at(-1)!;
    expect(last.numbers[1]! + last.numbers[3]!).toBeLessThanOrEqual(150);
    expect(rows[2]).toBeGreaterThan(rows[0]!);
  });

  it('shorten a name that would run into the number', () => {
    const { texts } = drawn({ ...PICTURE, labels: ['accelerate to the left', 'b'] });
    const name = texts.find((text) => text.startsWith('acc'))!;
    expect(name).toMatch(/^acc.*…$/);
    expect(CHARACTER_WIDTH * (name.length + '20 %'.length)).toBeLessThan(122);
  });

  it('do without what there is no layer for', () => {
    const { bars, calls } = drawn({
      ...PICTURE,
      policies: { ...PICTURE.policies, projected: null },
      ranges: [null, null],
    });
    expect(bars(NAMED_PALETTE.projected)).toEqual([]);
    expect(calls.some(({ method }) => method === 'setLineDash')).toBe(false);
  });
});
