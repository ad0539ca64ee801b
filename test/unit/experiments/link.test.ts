import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plannedRuns, withinLimits } from '../../../src/experiments/comparison/plan.ts';
import { requireConfiguration } from '../../../src/experiments/configuration.ts';
import { DEFAULT_RUN, RUN_FIELDS } from '../../../src/experiments/fields.ts';
import { plainName } from '../../../src/experiments/givenNames.ts';
import { DEFAULT_LAB, LAB_PRESETS } from '../../../src/experiments/labPresets.ts';
import { isChapterId, LEARN_PAGES, learnLink } from '../../../src/experiments/learn.ts';
import {
  DEFAULT_TRAIN,
  decodeLink,
  encodeLink,
  type LinkState,
  OPENING_TRAIN,
} from '../../../src/experiments/link.ts';
import { presetConfiguration } from '../../../src/experiments/presets.ts';
import { anyState } from './arbitraries.ts';

/** Fails unless every part of a state is one that controls could have set. */
function expectValid(state: LinkState) {
  expect(decodeLink(encodeLink(state))).toEqual({ state, notices: [] });
  if (state.view === 'lab') {
    for (const gaussian of [state.lab.old, state.lab.proposed]) {
      for (const mean of gaussian.mean) expect(Math.abs(mean)).toBeLessThanOrEqual(10);
      for (const sigma of [gaussian.sigma1, gaussian.sigma2]) {
        expect(sigma).toBeGreaterThanOrEqual(0.01);
        expect(sigma).toBeLessThanOrEqual(10);
      }
      expect(gaussian.angle).toBeGreaterThan(-90);
      expect(gaussian.angle).toBeLessThanOrEqual(90);
    }
    expect(state.lab.meanBound).toBeGreaterThan(0);
    expect(state.lab.covarianceBound).toBeGreaterThan(0);
    return;
  }
  if (state.view === 'compare') {
    for (const { configuration } of plannedRuns(state.plan)) requireConfiguration({ ...configuration });
    expect(withinLimits(state.plan, [])).toEqual(state.plan);
    return;
  }
  if (state.view === 'learn') {
    expect(LEARN_PAGES).toContain(state.page);
    expect(Number.isInteger(state.step) && state.step >= 1 && state.step <= 99).toBe(true);
    // Only chapters have steps, and something to present.
    if (!isChapterId(state.page)) expect([state.step, state.present]).toEqual([1, false]);
    return;
  }
  if (state.view === 'simplex') {
    const { old, proposed, bound, entropyFloor, sampled } = state.simplex;
    expect(proposed).toHaveLength(old.length);
    expect(old.length).toBeGreaterThanOrEqual(2);
    expect(old.length).toBeLessThanOrEqual(12);
    for (const logit of [...old, ...proposed]) {
      expect(logit).toBeLessThanOrEqual(0);
      expect(logit).toBeGreaterThanOrEqual(-20);
    }
    expect(bound).toBeGreaterThan(0);
    expect(entropyFloor ?? 0).toBeLessThan(Math.log(old.length));
    expect(sampled).toBeLessThan(old.length);
    return;
  }
  requireConfiguration({ ...state.configuration });
  if (state.overlay !== null) requireConfiguration({ ...state.overlay });
  expect(state.member).toBeLessThan(state.configuration.seeds.length);
}

describe('encoding', () => {
  it('says only what differs, in short readable keys, and always the seeds', () => {
    expect(encodeLink({ view: 'lab', lab: DEFAULT_LAB })).toBe('#/lab?v=1');
    expect(encodeLink({ view: 'lab', lab: LAB_PRESETS[0].configuration })).toBe('#/lab?v=1&preset=mean');
    expect(
      encodeLink({
        view: 'lab',
        lab: { ...DEFAULT_LAB, projection: 'w2', proposed: { ...DEFAULT_LAB.proposed, angle: 12.3456 } },
      }),
    ).toBe('#/lab?v=1&proj=w2&proposed=1.3,0.8,1.1,0.35,12.3');
    expect(encodeLink(DEFAULT_TRAIN)).toBe('#/train?v=1&env=pendulum&seeds=1');
    expect(
      encodeLink({
        ...DEFAULT_TRAIN,
        configuration: { ...presetConfiguration('point-mass'), learningRate: 0.00012345678 },
        preset: 'point-mass',
        overlay: { ...presetConfiguration('point-mass'), learningRate: 0.00012345678, algorithm: 'ppo' },
        run: true,
        actionPair: [1, 0],
      }),
    ).toBe('#/train?v=1&preset=point-mass&lr=1.235e-4&seeds=1&b.alg=ppo&b.seeds=1&pair=1,0&run=1');
  });

  it('needs no percent-encoding', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        expect(encodeLink(state)).toMatch(
          /^#\/(lab|simplex|train|compare|learn(\/[a-z-]+)?)\?[A-Za-z0-9=&.,-]+$/,
        );
      }),
    );
  });
});

describe('round trip', () => {
  it('gives back every state that controls can set', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        expect(decodeLink(encodeLink(state))).toEqual({ state, notices: [] });
      }),
      { numRuns: 300 },
    );
  });

  it('gives back whatever somebody has called a run', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const name = plainName(text);
        const state = { ...DEFAULT_TRAIN, ...(name !== '' && { name }) };
        expect(decodeLink(encodeLink(state))).toEqual({ state, notices: [] });
      }),
    );
  });

  it('does not change a link by passing it on', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const link = encodeLink(state);
        expect(encodeLink(decodeLink(link).state)).toBe(link);
      }),
    );
  });
});

describe('decoding', () => {
  it('takes a name as far as a name goes, and says so', () => {
    const read = (text: string) =>
      decodeLink(`#/train?v=1&env=pendulum&seeds=1&name=${encodeURIComponent(text)}`);
    const long = read('a'.repeat(40));
    expect(long.state).toMatchObject({ name: 'a'.repeat(32) });
    expect(long.notices).toEqual([`A run's name has at most 32 letters; "${'a'.repeat(32)}" is used.`]);
    expect(read(' in\ntwo\u202e lines ').state).toMatchObject({ name: 'in two lines' });
    expect(read(' \u0000 ').state).not.toHaveProperty('name');
  });

  it('opens the Lab where the address says nothing', () => {
    for (const hash of ['', '#', '#/', '#/lab', '#/lab/', '#lab', '#/lab?', '#/lab?v=1']) {
      expect(decodeLink(hash)).toEqual({ state: { view: 'lab', lab: DEFAULT_LAB }, notices: [] });
    }
    for (const hash of ['#/train', '#/train/', '#/train?'])
      expect(decodeLink(hash)).toEqual({ state: OPENING_TRAIN, notices: [] });
  });

  it('opens Train on a duel where the address says nothing, and on the panels of a run where it says anything', () => {
    expect(OPENING_TRAIN).toMatchObject({ layout: 'duel', overlay: { algorithm: 'ppo' }, run: false });
    const opening = encodeLink(OPENING_TRAIN);
    expect(opening).toContain('layout=duel');
    expect(decodeLink(opening)).toEqual({ state: OPENING_TRAIN, notices: [] });
    for (const query of ['v=1', 'env=pendulum', 'seeds=1', 'run=1', 'b.alg=ppo', 'layout=instrument'])
      expect(decodeLink(`#/train?${query}`).state).toMatchObject({ layout: 'instrument' });
    const { state, notices } = decodeLink('#/train?layout=duell');
    expect(state).toEqual(DEFAULT_TRAIN);
    expect(notices).toEqual([expect.stringContaining('did you mean duel?')]);
  });

  it('opens the Lab with a notice where it knows no such view', () => {
    expect(decodeLink('#/trian?seeds=2')).toEqual({
      state: { view: 'lab', lab: DEFAULT_LAB },
      notices: [
        'There is no view "trian"; did you mean train? There are lab, simplex, train, compare, learn. This is the Lab.',
      ],
    });
  });

  it('opens the tour at a chapter and a step', () => {
    for (const hash of ['#/learn', '#/learn/', '#/learn?v=1', '#/learn/contents'])
      expect(decodeLink(hash)).toEqual({ state: learnLink('contents'), notices: [] });
    expect(decodeLink('#/learn/nearest')).toEqual({ state: learnLink('nearest'), notices: [] });
    expect(decodeLink('#/learn/cloud?step=3&present=1')).toEqual({
      state: learnLink('cloud', 3, true),
      notices: [],
    });
    expect(encodeLink(learnLink('nearest'))).toBe('#/learn/nearest?v=1');
    expect(encodeLink(learnLink('contents'))).toBe('#/learn?v=1');
    expect(encodeLink(learnLink('cloud', 3, true))).toBe('#/learn/cloud?v=1&step=3&present=1');
  });

  it('says which chapters there are where it knows no such one', () => {
    expect(decodeLink('#/learn/neerest?step=2')).toEqual({
      state: learnLink('contents'),
      notices: ['There is no chapter "neerest"; did you mean nearest? Here are all of them.'],
    });
    expect(decodeLink('#/learn/quantum/foam').notices).toEqual([
      'There is no chapter "quantum/foam". Here are all of them.',
    ]);
    for (const step of ['0', '-1', '1.5', 'x', '1e999', '100', '']) {
      expect(decodeLink(`#/learn/nearest?step=${step}`)).toEqual({
        state: learnLink('nearest'),
        notices: [`step must be a whole number from 1 to 99, got "${step}"; 1 is used.`],
      });
    }
    expect(decodeLink('#/learn/nearest?present=yes').notices).toEqual([
      'present must be 0 or 1, got "yes"; 0 is used.',
    ]);
    // No other view has pages.
    expect(decodeLink('#/lab/nearest').notices).toEqual([expect.stringContaining('no view "lab/nearest"')]);
  });

  it('takes an iteration to replay to, moved into the budget with a notice', () => {
    const at = (text: string) => {
      const { state, notices } = decodeLink(`#/train?env=pendulum&steps=20480&at=${text}`);
      return [state.view === 'train' ? state.at : undefined, ...notices];
    };
    expect(at('7')).toEqual([7]);
    expect(at('10')).toEqual([10]);
    expect(at('11')).toEqual([
      10,
      'at must be from 1 to 10, the last iteration of this budget, got 11; 10 is used.',
    ]);
    expect(at('0')).toEqual([
      1,
      'at must be from 1 to 10, the last iteration of this budget, got 0; 1 is used.',
    ]);
    for (const nonsense of ['', 'x', '1.5', '1e999', '__proto__']) {
      expect(at(nonsense)).toEqual([
        null,
        `at must be a whole number from 1 to 10, the iteration to replay to, got "${nonsense}"; ignored.`,
      ]);
    }
  });

  it('reads what engines were called in older links, and says so', () => {
    const { state, notices } = decodeLink('#/train?env=pendulum&engine=cpu');
    expect(state).toMatchObject({ configuration: { engine: 'simd' } });
    expect(notices).toEqual(['engine "cpu" is now "simd", which is used.']);
  });

  it('takes a whole URL', () => {
    expect(decodeLink('https://example.org/play/?x=1#/train?env=pendulum&seeds=5').state).toEqual({
      ...DEFAULT_TRAIN,
      configuration: { ...DEFAULT_RUN, seeds: [5] },
    });
  });

  it('starts from the task that is named', () => {
    expect(decodeLink('#/train?env=point-mass').state).toEqual({
      ...DEFAULT_TRAIN,
      configuration: presetConfiguration('point-mass'),
    });
  });

  it('says what it ignored, moved or replaced', () => {
    const { state, notices } = decodeLink(
      '#/train?v=3&preset=x&em=99&alg=sac&lr=2e-3&lr=1&b.em=-1&member=4&pair=2,2&run=please&wobble=%F0%9F%8E%88&a=%E0%A4%A',
    );
    expect(state).toEqual({
      ...DEFAULT_TRAIN,
      configuration: { ...DEFAULT_RUN, meanBound: 10, learningRate: 2e-3 },
      overlay: { ...DEFAULT_RUN, meanBound: 1e-6, learningRate: 2e-3 },
    });
    expect(notices).toEqual([
      'The link says "lr" twice; the first counts.',
      'Ignored a part of the link that is wrongly percent-encoded: "a=%E0%A4%A".',
      'The link has format version "3", this page reads 1; what they share was taken.',
      expect.stringMatching(/^There is no preset "x"; there are pendulum, /),
      'algorithm must be one of trpl, ppo, trpo, papi, pg, got "sac"; "trpl" is used.',
      'meanBound must be a number from 1e-6 to 10, got 99; 10 is used.',
      'Second run: meanBound must be a number from 1e-6 to 10, got -1; 0.000001 is used.',
      'run must be 0 or 1, got "please"; 0 is used.',
      'member must be a whole number from 0 to 0, got "4"; 0 is used.',
      'pair must be two different whole numbers from 0 to 31, got "2,2"; 0,1 is used.',
      'Ignored what this version does not know: "wobble".',
    ]);
  });

  it('puts a Lab link right', () => {
    const { state, notices } = decodeLink(
      '#/lab?proj=tv&em=0&floor=1&mode=equality&old=0,0,1,1&proposed=99,0,0,2,-450&x=1',
    );
    expect(state).toEqual({
      view: 'lab',
      lab: {
        ...DEFAULT_LAB,
        meanBound: 1e-8,
        entropyFloor: 1,
        entropyMode: 'equality',
        proposed: { mean: [10, 0], sigma1: 0.01, sigma2: 2, angle: 90 },
      },
    });
    expect(notices).toEqual([
      'projection must be one of kl, w2, frobenius, bures, got "tv"; "kl" is used.',
      'meanBound must be a number from 1e-8 to 10, got 0; 1e-8 is used.',
      'old must be five numbers (mean, mean, σ₁, σ₂, angle in degrees), got "0,0,1,1"; the default is used.',
      'proposed must have a mean from -10 to 10 and standard deviations from 0.01 to 10; it was moved there.',
      'Ignored what this version does not know: "x".',
    ]);
  });

  it('bounds what it reads and what it says', () => {
    const huge = decodeLink(`#/train?lr=${'9'.repeat(1e6)}`);
    expect(huge.notices).toEqual(['The link is longer than 4096 characters and was not read.']);
    const many = decodeLink(`#/train?${Array.from({ length: 600 }, (_, i) => `${i}=`).join('&')}`);
    expect(many.notices).toHaveLength(2);
    for (const notice of many.notices) expect(notice.length).toBeLessThan(200);
  });

  it('is not moved by hostile keys', () => {
    for (const key of ['__proto__', 'constructor', 'constructor.prototype.x', 'b.__proto__', 'toString']) {
      for (const view of ['lab', 'train']) {
        const { state, notices } = decodeLink(`#/${view}?${key}=1`);
        expectValid(state);
        expect(notices).toEqual([`Ignored what this version does not know: "${key}".`]);
      }
    }
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('say of a tour’s present what helps elsewhere, beside what nobody knows', () => {
    for (const hash of ['#/lab?v=1', '#/simplex?v=1', '#/train?v=1', '#/compare?v=1']) {
      const { notices } = decodeLink(`${hash}&present=1&zzz=2`);
      expect(notices).toEqual([
        expect.stringMatching(/^present=1 is for chapters of the tour/),
        expect.stringMatching(/know: "zzz"\.$/),
      ]);
    }
    expect(decodeLink('#/learn/nearest?present=1').notices).toEqual([]);
  });
});

describe('any string', () => {
  const keys = [
    'metric',
    'bound',
    'old',
    'proposed',
    'action',
    'advantage',
    ...RUN_FIELDS.flatMap(({ key }) => [key, `b.${key}`]),
    'v',
    'preset',
    'run',
    'member',
    'pair',
    'floor',
    'mode',
    'order',
    'old',
    'proposed',
    '__proto__',
  ];
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '',
      '1',
      '-1',
      '0',
      'NaN',
      'Infinity',
      '1e999',
      '-0',
      '1,2',
      ',',
      '%',
      '%00',
      'null',
      '[]',
      'true',
    ),
    fc.constantFrom(
      '1,1,1,1,1e308',
      '0,0,1e999,-1,45',
      '-1e999,0,1,1,0',
      '0.1,0.2,0.3,0.4,-90',
      '1,2,3,4,5,6',
    ),
    fc.double().map(String),
    fc.array(fc.double()).map(String),
    fc.constantFrom(
      'point-mass',
      'ppo',
      'root',
      'rotate',
      'none',
      'equality',
      '<img src=x onerror=alert(1)>',
    ),
  );
  const nearlyValid = fc
    .tuple(
      fc.constantFrom(
        '#/lab?',
        '#/simplex?',
        '#/train?',
        '#/',
        '',
        '#/train',
        '?',
        '#/learn/nearest?',
        '#/learn/',
      ),
      fc.array(fc.tuple(fc.constantFrom(...keys), text)),
    )
    .map(([start, pairs]) => start + pairs.map((pair) => pair.join('=')).join('&'));
  const mutated = fc
    .tuple(anyState.map(encodeLink), fc.nat(), fc.nat(8), fc.string({ maxLength: 6 }))
    .map(([link, at, removed, inserted]) => {
      const position = at % link.length;
      return link.slice(0, position) + inserted + link.slice(position + removed);
    });

  it('rounds the settings of compared methods as those of a run', () => {
    const { state } = decodeLink('#/compare?v=1&m=ppo&t=pendulum&m1.vclip=1.2296&sweep=lr,0.123456,0.123457');
    if (state.view !== 'compare') throw new Error('not a comparison');
    expect(state.plan.methods[0]!.settings.valueClip).toBe(1.23);
    expect(state.plan.variation).toEqual({ kind: 'sweep', field: 'learningRate', values: [0.1] });
    expectValid(state);
  });

  it('takes an option of a closer look that is put right to where it starts as one that was not named', () => {
    const { state, notices } = decodeLink('#/lab?v=1&look=gradient&advantage=-1');
    expect(state).toMatchObject({ view: 'lab', looks: ['gradient'] });
    expect(state).not.toHaveProperty('options');
    expect(notices).toEqual([expect.stringMatching(/advantage must be one of better, worse/)]);
    expectValid(state);
  });

  it('gives a valid state and sentences, never an exception', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), nearlyValid, mutated), (hash) => {
        const { state, notices } = decodeLink(hash);
        expectValid(state);
        for (const notice of notices) {
          expect(typeof notice).toBe('string');
          expect(notice.length).toBeLessThan(500);
        }
      }),
      { numRuns: 1500 },
    );
  });
});

describe('old links', () => {
  const links: { link: string; state: LinkState; notices?: string[] }[] = JSON.parse(
    readFileSync(new URL('../../fixtures/links.json', import.meta.url), 'utf8'),
  );
  it.each(links.map((entry) => [entry.link, entry] as const))('%s', (link, { state, notices = [] }) => {
    // Settings added later are not in the list.
    const decoded = decodeLink(link);
    expect(decoded.state).toMatchObject(state);
    expect(decoded.notices).toEqual(notices);
  });
});
