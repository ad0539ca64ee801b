import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LAB } from '../../../../src/experiments/labPresets.ts';
import { evaluate } from '../../../../src/views/lab/evaluate.ts';
import { isBareAddress } from '../../../../src/views/lab/opening/firstVisit.ts';
import { openingLab } from '../../../../src/views/lab/opening/openingDrag.ts';

describe('the opening drag', () => {
  it('begins inside the mean bound, ends at the pair itself, and only moves the mean away from the old one', () => {
    const { meanPart } = evaluate('kl', openingLab(DEFAULT_LAB, 0));
    expect(meanPart.binds).toBe(false);
    expect(openingLab(DEFAULT_LAB, 1)).toBe(DEFAULT_LAB);
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, (a, b) => {
        const [one, other] = [
          openingLab(DEFAULT_LAB, Math.min(a, b)),
          openingLab(DEFAULT_LAB, Math.max(a, b)),
        ];
        const away = (lab: typeof DEFAULT_LAB) => evaluate('kl', lab).meanPart.before;
        expect(away(other)).toBeGreaterThanOrEqual(away(one) - 1e-12);
        expect({ ...one, proposed: { ...one.proposed, mean: null } }).toEqual({
          ...DEFAULT_LAB,
          proposed: { ...DEFAULT_LAB.proposed, mean: null },
        });
        const { meanPart } = evaluate('kl', one);
        expect(meanPart.after).toBeLessThanOrEqual(DEFAULT_LAB.meanBound * (1 + 1e-9));
      }),
    );
  });

  it('moves on from frame to frame without a jump', () => {
    let last = openingLab(DEFAULT_LAB, 0).proposed.mean;
    for (let i = 1; i <= 250; i++) {
      const { mean } = openingLab(DEFAULT_LAB, i / 250).proposed;
      expect(Math.hypot(mean[0] - last[0], mean[1] - last[1])).toBeLessThan(0.03);
      last = mean;
    }
  });
});

describe('isBareAddress', () => {
  it.each(['', '#', '#/', '#/lab', '#/lab/', '#/lab?'])('“%s” asks for nothing but the Lab', (hash) => {
    expect(isBareAddress(hash)).toBe(true);
  });

  it.each(['#/lab?v=1&mean=0.1', '#/lab?look=shapes', '#/train', '#/learn/cloud', '#/labyrinth'])(
    '“%s” asks for a place of its own',
    (hash) => {
      expect(isBareAddress(hash)).toBe(false);
    },
  );
});
