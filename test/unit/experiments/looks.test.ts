import { describe, expect, it } from 'vitest';
import { DEFAULT_LAB } from '../../../src/experiments/labPresets.ts';
import { decodeLink, encodeLink } from '../../../src/experiments/link.ts';
import { LOOK_IDS } from '../../../src/experiments/looks.ts';

describe('closer looks in a Lab link', () => {
  it('stand under one name, in the order of the switches', () => {
    const looks = [...LOOK_IDS].reverse();
    const link = encodeLink({ view: 'lab', lab: DEFAULT_LAB, looks });
    expect(link).toBe(`#/lab?v=1&look=${LOOK_IDS.join(',')}`);
    expect(decodeLink(link)).toEqual({
      state: { view: 'lab', lab: DEFAULT_LAB, looks: LOOK_IDS },
      notices: [],
    });
  });

  it('are left out where none is on', () => {
    expect(encodeLink({ view: 'lab', lab: DEFAULT_LAB, looks: [] })).toBe('#/lab?v=1');
    for (const query of ['v=1', 'look=', 'look=,']) {
      expect(decodeLink(`#/lab?${query}`)).toEqual({ state: { view: 'lab', lab: DEFAULT_LAB }, notices: [] });
    }
  });

  it('say in a sentence which ones there are, and take what they know', () => {
    const { state, notices } = decodeLink('#/lab?em=0.1&look=shape,shapes,shapes,toString');
    expect(state).toEqual({ view: 'lab', lab: { ...DEFAULT_LAB, meanBound: 0.1 }, looks: ['shapes'] });
    expect(notices).toEqual([
      expect.stringMatching(/^There is no closer look "shape"; did you mean shapes\? There are shapes/),
      expect.stringMatching(/^There is no closer look "toString"; there are shapes/),
    ]);
  });
});
