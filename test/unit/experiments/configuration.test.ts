import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  configurationProblems,
  parseConfiguration,
  requireConfiguration,
  requireSettings,
} from '../../../src/experiments/configuration.ts';
import { DEFAULT_RUN, RUN_FIELDS } from '../../../src/experiments/fields.ts';
import { PRESET_IDS, presetConfiguration } from '../../../src/experiments/presets.ts';
import type { Field } from '../../../src/fields/field.ts';
import { anyConfiguration } from './arbitraries.ts';

const NAMES = RUN_FIELDS.map(({ name }) => name).join(', ');

/** The sentences of the error that this throws. */
function problemsOf(action: () => unknown): string[] {
  try {
    action();
  } catch (error) {
    return (error as Error).message.split('\n');
  }
  return [];
}

describe('the table of fields', () => {
  it('has unique names and keys, and keys that no link uses for something else', () => {
    const names = RUN_FIELDS.map(({ name }) => name);
    const keys: string[] = RUN_FIELDS.map(({ key }) => key);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(keys).size).toBe(keys.length);
    for (const taken of ['v', 'preset', 'run', 'member', 'pair']) expect(keys).not.toContain(taken);
    for (const key of keys) expect(key).toMatch(/^[a-z0-9]+$/);
  });

  it('has defaults and presets that are valid themselves', () => {
    expect(requireConfiguration({ ...DEFAULT_RUN })).toEqual(DEFAULT_RUN);
    for (const id of PRESET_IDS)
      expect(requireConfiguration({ preset: id })).toEqual(presetConfiguration(id));
  });
});

describe('strict reading', () => {
  it('starts from the task where no preset is named', () => {
    expect(requireConfiguration({})).toEqual(DEFAULT_RUN);
    expect(requireConfiguration({ environment: 'point-mass' })).toEqual(presetConfiguration('point-mass'));
    expect(requireConfiguration({ preset: 'pendulum-ppo', environment: 'point-mass' })).toEqual({
      ...presetConfiguration('pendulum-ppo'),
      environment: 'point-mass',
    });
  });

  it('names every problem in a sentence of its own', () => {
    expect(
      problemsOf(() =>
        requireConfiguration({
          version: 2,
          preset: 'pendulun',
          learnigRate: 1,
          algorithm: 'sac',
          meanBound: 50,
          environments: 3.5,
          scaled: 'yes',
          seeds: [],
          zebra: 1,
        }),
      ),
    ).toEqual([
      'version must be 1, the one this program reads, got 2.',
      `there is no preset "pendulun"; did you mean pendulum? There are ${PRESET_IDS.join(', ')}.`,
      `there is no setting "learnigRate"; did you mean learningRate? There are ${NAMES}.`,
      'algorithm must be one of trpl, ppo, trpo, papi, pg, got "sac".',
      'meanBound must be a number from 1e-6 to 10, got 50.',
      'environments must be a whole number from 1 to 512, got 3.5.',
      'scaled must be true or false, got "yes".',
      'seeds must be 1 to 16 whole numbers from 0 to 2147483647, got [].',
      `there is no setting "zebra"; there are ${NAMES}.`,
    ]);
  });

  it('takes what a choice was called in older files and commands', () => {
    expect(requireConfiguration({ engine: 'cpu' })).toEqual({ ...DEFAULT_RUN, engine: 'simd' });
    expect(requireSettings(['engine=cpu'])).toEqual({ engine: 'simd' });
    for (const field of RUN_FIELDS as readonly Field[]) {
      if (field.kind !== 'choice') continue;
      for (const [before, now] of Object.entries(field.formerly ?? {})) {
        expect(field.choices).not.toContain(before);
        expect(field.choices).toContain(now);
      }
    }
    expect(problemsOf(() => requireConfiguration({ engine: 'toString' }))).toEqual([
      'engine must be one of auto, webgpu, simd, got "toString".',
    ]);
  });

  it('refuses what makes no sense together', () => {
    expect(problemsOf(() => requireConfiguration({ environments: 1, stepsPerIteration: 1 }))).toEqual([
      'an iteration needs at least 2 states, for advantages to have a spread; take more steps.',
    ]);
    expect(problemsOf(() => requireConfiguration({ environments: 512, stepsPerIteration: 4096 }))).toEqual([
      'environments × stepsPerIteration × seeds is 2097152, more than the 1048576 states an iteration may have; take fewer steps.',
    ]);
    expect(problemsOf(() => requireConfiguration({ seeds: [1, 2, 1] }))).toEqual([
      'seeds must differ from one another, got 1, 2, 1.',
    ]);
    expect(requireConfiguration({ head: 'root', environment: 'pendulum' }).head).toBe('root');
  });

  it('refuses what is not an object', () => {
    for (const input of [null, 3, 'x', [], undefined]) {
      expect(problemsOf(() => requireConfiguration(input))[0]).toMatch(/^a configuration must be an object/);
    }
  });

  it('takes what is left out from the preset, or from the start of the task', () => {
    expect(requireConfiguration({ version: 1 })).toEqual(DEFAULT_RUN);
    expect(requireConfiguration({ version: 1, preset: 'point-mass-w2', seeds: [4] })).toEqual({
      ...presetConfiguration('point-mass-w2'),
      seeds: [4],
    });
    expect(requireConfiguration({ environment: 'point-mass' })).toEqual(presetConfiguration('point-mass'));
  });

  it('reads every configuration back from its JSON', () => {
    fc.assert(
      fc.property(anyConfiguration, (configuration) => {
        const file = JSON.parse(JSON.stringify({ version: 1, ...configuration }));
        expect(requireConfiguration(file)).toEqual(configuration);
      }),
    );
  });
});

describe('settings on the command line', () => {
  it('reads names and keys of every kind', () => {
    expect(
      requireSettings(['learningRate=1e-3', 'em=.05', 'seeds=1,2,3', 'scaled=off', 'head=full', 'n=16']),
    ).toEqual({
      learningRate: 1e-3,
      meanBound: 0.05,
      seeds: [1, 2, 3],
      scaled: false,
      head: 'full',
      environments: 16,
    });
  });

  it('names every problem', () => {
    expect(
      problemsOf(() => requireSettings(['discount=2', 'gama=.9', 'seeds', 'lr=fast', 'seeds=1,x'])),
    ).toEqual([
      'discount must be a number from 0 to 1, got 2.',
      `there is no setting "gama"; did you mean gamma? There are ${NAMES}.`,
      'a setting must read name=value, got "seeds".',
      'learningRate must be a number from 1e-7 to 0.1, got "fast".',
      'seeds must be 1 to 16 whole numbers from 0 to 2147483647, got "1,x".',
    ]);
  });
});

describe('tolerant reading', () => {
  it('moves what is out of range, replaces nonsense, ignores the unknown, and says so', () => {
    const { configuration, notices } = parseConfiguration({
      meanBound: 50,
      environments: 3.4,
      algorithm: 'sac',
      seeds: [1, 1, 7],
      zebra: true,
    });
    expect(configuration).toEqual({ ...DEFAULT_RUN, meanBound: 10, environments: 3, seeds: [1, 7] });
    expect(notices).toEqual([
      'meanBound must be a number from 1e-6 to 10, got 50; 10 is used.',
      'environments must be a whole number from 1 to 512, got 3.4; 3 is used.',
      'algorithm must be one of trpl, ppo, trpo, papi, pg, got "sac"; "trpl" is used.',
      'seeds must differ from one another; taken once each: 1, 7.',
      'Ignored what this version does not know: "zebra".',
    ]);
  });

  it('gives a valid configuration whatever it is given, and a notice whenever it differs', () => {
    const names = fc.constantFrom(...RUN_FIELDS.map(({ name }) => name));
    const input = fc.oneof(
      fc.anything(),
      fc.dictionary(names, fc.oneof(fc.anything(), fc.double(), fc.array(fc.integer()))),
    );
    fc.assert(
      fc.property(input, (value) => {
        const { configuration, notices } = parseConfiguration(value);
        expect(requireConfiguration({ ...configuration })).toEqual(configuration);
        expect(configurationProblems(configuration)).toEqual([]);
        for (const notice of notices) expect(notice.length).toBeLessThan(400);
      }),
      { numRuns: 300 },
    );
  });

  it('does not take NaN for a former name of itself', () => {
    const { configuration, notices } = parseConfiguration({ environment: Number.NaN });
    expect(configuration.environment).toBe(DEFAULT_RUN.environment);
    expect(notices).toEqual([expect.stringMatching(/got NaN; "pendulum" is used\.$/)]);
  });

  it('takes a valid configuration as it is', () => {
    fc.assert(
      fc.property(anyConfiguration, (configuration) => {
        expect(parseConfiguration(configuration)).toEqual({ configuration, notices: [] });
      }),
    );
  });

  it('cannot reach a prototype', () => {
    const hostile = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}');
    const { configuration, notices } = parseConfiguration(hostile);
    expect(configuration).toEqual(DEFAULT_RUN);
    expect(notices).toHaveLength(1);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
