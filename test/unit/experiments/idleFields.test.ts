import { describe, expect, it } from 'vitest';
import { engineSpecification } from '../../../src/algorithms/specification.ts';
import { ENVIRONMENTS } from '../../../src/environments/registry.ts';
import { ALGORITHM_IDS, ENTROPY_SCHEDULE_IDS } from '../../../src/experiments/choices.ts';
import { DEFAULT_RUN, RUN_FIELDS, type RunConfiguration } from '../../../src/experiments/fields.ts';
import { whyIdle } from '../../../src/experiments/idleFields.ts';

const idle = (changes: Partial<RunConfiguration>) =>
  RUN_FIELDS.map((field) => field.name).filter(
    (name) => whyIdle(name, { ...DEFAULT_RUN, ...changes }) !== null,
  );
const FLOOR = ['targetEntropy', 'entropyTemperature', 'entropyEquality', 'entropyFirst'];

describe('settings that change nothing', () => {
  it('follow from the algorithm and the entropy floor', () => {
    expect(idle({})).toEqual([...FLOOR, 'clipRatio']);
    expect(idle({ entropySchedule: 'linear' })).toEqual(['entropyTemperature', 'clipRatio']);
    expect(idle({ entropySchedule: 'exponential' })).toEqual(['clipRatio']);
    const withoutLayer = ['trustRegionCoefficient', 'entropySchedule', ...FLOOR];
    expect(idle({ algorithm: 'ppo', entropySchedule: 'linear' })).toEqual(withoutLayer);
    expect(idle({ algorithm: 'pg' })).toEqual([...withoutLayer, 'clipRatio']);
  });

  it('are those that the engine is not told of', () => {
    for (const algorithm of ALGORITHM_IDS) {
      for (const entropySchedule of ENTROPY_SCHEDULE_IDS) {
        const configuration = { ...DEFAULT_RUN, algorithm, entropySchedule };
        for (const name of ['trustRegionCoefficient', 'entropyEquality', 'entropyFirst'] as const) {
          const value = configuration[name];
          const other = { ...configuration, [name]: typeof value === 'boolean' ? !value : value + 1 };
          const told = (one: RunConfiguration) =>
            JSON.stringify(engineSpecification(one, ENVIRONMENTS.pendulum));
          expect(told(other) === told(configuration), `${name} with ${algorithm}, ${entropySchedule}`).toBe(
            whyIdle(name, configuration) !== null,
          );
        }
      }
    }
  });
});
