import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LAB } from '../../../src/experiments/labPresets.ts';
import { LANDSCAPE_IDS, type LandscapeId } from '../../../src/experiments/landscapeLink.ts';
import { decodeLink, encodeLink, type LabLink } from '../../../src/experiments/link.ts';
import {
  APPROXIMATIONS,
  AVERAGE_BOUND_LIMITS,
  CLIP_LIMITS,
  DEFAULT_LOOK_OPTIONS,
  DRAWN_FROM,
  GRADIENT_KINDS,
  LOSS_KINDS,
  type LookOptions,
  SAMPLE_COUNTS,
  STEP_SIZE_LIMITS,
  WEIGHED,
} from '../../../src/experiments/lookOptions.ts';
import { LOOK_IDS, type LookId } from '../../../src/experiments/looks.ts';

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

describe('what is set in closer looks, in a Lab link', () => {
  const looks = LOOK_IDS;
  const link = (options: Partial<LookOptions>, on: readonly LookId[] = looks) =>
    encodeLink({ view: 'lab', lab: DEFAULT_LAB, looks: on, options });
  const read = (query: string) => {
    const { state, notices } = decodeLink(`#/lab?look=${looks.join(',')}&${query}`);
    return { options: (state as LabLink).options ?? {}, notices };
  };

  it('is left out where it is what it is anyway, and where its look is off', () => {
    expect(link(DEFAULT_LOOK_OPTIONS)).toBe(link({}));
    expect(link({ ...DEFAULT_LOOK_OPTIONS, clip: 0.3, count: '2000' }, ['samples'])).toBe(
      '#/lab?v=1&look=samples&samples=2000',
    );
    expect(decodeLink('#/lab?look=samples&clip=0.3').state).toEqual({
      view: 'lab',
      lab: DEFAULT_LAB,
      looks: ['samples'],
    });
  });

  it('is short and can be read', () => {
    expect(link({ loss: 'sample', action: [1.25, -0.5], advantage: 'worse', clip: 0.1 }, ['gradient'])).toBe(
      '#/lab?v=1&look=gradient&loss=sample&action=1.25,-0.5&advantage=worse&clip=0.1',
    );
    expect(link({ drawn: ['trpo'], averageBound: 0.05, others: [1, 0, 0, -1] }, ['approximations'])).toBe(
      '#/lab?v=1&look=approximations&draw=trpo&delta=0.05&others=1,0,0,-1',
    );
    expect(link({ arrows: [] }, ['gradient'])).toBe('#/lab?v=1&look=gradient&arrows=none');
  });

  const coordinate = fc.integer({ min: -10_000, max: 10_000 }).map((thousandths) => thousandths / 1000 + 0);
  const point = fc.tuple(coordinate, coordinate);
  const between = ({ minimum, maximum }: { readonly minimum: number; readonly maximum: number }) =>
    fc.double({ min: minimum, max: maximum, noNaN: true }).map((value) => Number(value.toPrecision(4)));
  const settings: fc.Arbitrary<LookOptions> = fc.record({
    loss: fc.constantFrom(...LOSS_KINDS),
    target: point,
    arrows: fc.subarray([...GRADIENT_KINDS]),
    action: point,
    advantage: fc.constantFrom('better', 'worse'),
    clip: between(CLIP_LIMITS),
    drawn: fc.subarray([...APPROXIMATIONS]),
    averageBound: between(AVERAGE_BOUND_LIMITS),
    others: fc.tuple(coordinate, coordinate, coordinate, coordinate),
    from: fc.constantFrom(...DRAWN_FROM),
    weighed: fc.constantFrom(...WEIGHED),
    count: fc.constantFrom(...SAMPLE_COUNTS),
    seed: fc.integer({ min: 1, max: 999_999 }),
    stepSize: between(STEP_SIZE_LIMITS),
  });
  it('comes back as it was sent, without a word', () => {
    fc.assert(
      fc.property(settings, (options) => {
        const { state, notices } = decodeLink(link(options));
        expect(notices).toEqual([]);
        expect({ ...DEFAULT_LOOK_OPTIONS, ...(state as LabLink).options }).toEqual(options);
      }),
    );
  });

  it.each([
    ['clip=2', { clip: 0.8 }, 'clip must be a number from 0.02 to 0.8, got 2; 0.8 is used.'],
    ['clip=much', {}, 'clip must be a number from 0.02 to 0.8, got "much"; 0.2 is used.'],
    ['loss=pulls', {}, 'loss must be one of pull, sample, entropy, got "pulls"; "pull" is used.'],
    ['target=1', {}, 'target must be 2 numbers from -10 to 10, got "1"; "1.9,-0.9" is used.'],
    [
      'target=1,99',
      { target: [1, 10] },
      'target must be 2 numbers from -10 to 10, got "1,99"; "1,10" is used.',
    ],
    [
      'others=1e999,0,0,NaN',
      {},
      'others must be 4 numbers from -10 to 10, got "1e999,0,0,NaN"; "0.35,0.2,-0.3,0.15" is used.',
    ],
    [
      'draw=papi,grpo',
      { drawn: ['papi'] },
      'draw must be some of ppo, trpo, papi, or none, got "papi,grpo"; "papi" is used.',
    ],
    ['arrows=', {}, 'arrows must be some of raw, layer, clip, or none, got ""; "raw,layer,clip" is used.'],
    ['samples=501', {}, 'samples must be one of 100, 500, 2000, 4000, got "501"; "500" is used.'],
    ['seed=0', {}, 'seed must be a whole number from 1 to 999999, got 0; 1 is used.'],
  ] as const)('is put right with a sentence: %s', (query, wanted, sentence) => {
    const { options, notices } = read(query);
    expect({ ...DEFAULT_LOOK_OPTIONS, ...options }).toEqual({ ...DEFAULT_LOOK_OPTIONS, ...wanted });
    expect(notices).toEqual([sentence]);
  });
});
