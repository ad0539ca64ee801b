import { describe, expect, it } from 'vitest';
import { DEFAULT_LAB } from '../../../src/experiments/labPresets.ts';
import { LANDSCAPE_IDS, type LandscapeId } from '../../../src/experiments/landscapeLink.ts';
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

describe('the landscape in a Lab link', () => {
  it('stands there where it is not the one that lies there anyway', () => {
    const link = (landscape: LandscapeId) =>
      encodeLink({ view: 'lab', lab: DEFAULT_LAB, looks: ['landscape'], landscape });
    expect(link('cliff')).toBe('#/lab?v=1&look=landscape');
    for (const landscape of LANDSCAPE_IDS.filter((id) => id !== 'cliff')) {
      expect(link(landscape)).toBe(`#/lab?v=1&look=landscape&land=${landscape}`);
      expect(decodeLink(link(landscape))).toEqual({
        state: { view: 'lab', lab: DEFAULT_LAB, looks: ['landscape'], landscape },
        notices: [],
      });
    }
  });

  it('is the usual one where a link names one that there is not', () => {
    const { state, notices } = decodeLink('#/lab?look=landscape&land=rigde');
    expect(state).toEqual({ view: 'lab', lab: DEFAULT_LAB, looks: ['landscape'] });
    expect(notices).toEqual([expect.stringMatching(/^There is no landscape "rigde"; did you mean ridge\?/)]);
  });
});
