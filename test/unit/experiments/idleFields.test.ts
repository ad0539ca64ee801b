import { describe, expect, it } from 'vitest';
import { environmentById } from '../../../src/environments/environmentById.ts';
import { ALGORITHM_IDS, ENTROPY_SCHEDULE_IDS } from '../../../src/experiments/choices.ts';
import { DEFAULT_RUN, RUN_FIELDS, type RunConfiguration } from '../../../src/experiments/fields.ts';
import { isOfTask, whyIdle } from '../../../src/experiments/idleFields.ts';
import { engineSpecification } from '../../../src/trainer/specification.ts';

const idle = (changes: Partial<RunConfiguration>) =>
  RUN_FIELDS.map((field) => field.name).filter(
    (name) => whyIdle(name, { ...DEFAULT_RUN, ...changes }) !== null,
  );
/** What the pendulum has nothing of: discrete actions, and examples to learn from. */
const OTHER_TASKS = ['categoricalProjection', 'categoricalBound', 'pretrainingSteps'];
const FLOOR = ['targetEntropy', 'entropyTemperature', 'entropyEquality', 'entropyFirst'];

const NATURAL_STEP = ['conjugateGradientIterations', 'conjugateGradientDamping', 'lineSearchSteps'];
const inOrder = (names: readonly string[]) =>
  RUN_FIELDS.map(({ name }) => name as string).filter((name) => [...OTHER_TASKS, ...names].includes(name));

describe('settings that change nothing', () => {
  it('follow from the algorithm and the entropy floor', () => {
    const others = ['averageKlBound', 'clipRatio', 'klStop', ...NATURAL_STEP];
    expect(idle({})).toEqual(inOrder([...FLOOR, ...others]));
    expect(idle({ entropySchedule: 'linear' })).toEqual(inOrder(['entropyTemperature', ...others]));
    expect(idle({ entropySchedule: 'exponential' })).toEqual(inOrder(others));
    const withoutLayer = ['trustRegionCoefficient', 'entropySchedule', ...FLOOR];
    expect(idle({ algorithm: 'ppo', entropySchedule: 'linear' })).toEqual(
      inOrder([...withoutLayer, 'averageKlBound', ...NATURAL_STEP]),
    );
    expect(idle({ algorithm: 'papi' })).toEqual(inOrder([...withoutLayer, ...NATURAL_STEP]));
    expect(idle({ algorithm: 'trpo' })).toEqual(
      inOrder([...withoutLayer, 'clipRatio', 'klStop', 'policyEpochs', 'learningRate']),
    );
    expect(idle({ algorithm: 'pg' })).toEqual(inOrder([...withoutLayer, ...others]));
  });

  it('are of the other kind of policies where actions are discrete, and out of the form', () => {
    const gaussian = [
      ...['projection', 'scaled', 'meanBound', 'covarianceBound'],
      ...['head', 'stateDependent', 'initialStandardDeviation'],
    ];
    const names = RUN_FIELDS.map(({ name }) => name);
    const missing = (environment: RunConfiguration['environment']) =>
      names.filter((name) => !isOfTask(name, environment));
    expect(missing('cart-pole-balance').sort()).toEqual([...gaussian, 'pretrainingSteps'].sort());
    expect(missing('spelling').sort()).toEqual([...gaussian].sort());
    expect(missing('pendulum').sort()).toEqual([...OTHER_TASKS].sort());
    for (const name of missing('cart-pole-balance')) {
      expect(idle({ environment: 'cart-pole-balance' })).toContain(name);
    }
  });

  it('are those that the engine is not told of', () => {
    for (const algorithm of ALGORITHM_IDS) {
      for (const entropySchedule of ENTROPY_SCHEDULE_IDS) {
        const configuration = { ...DEFAULT_RUN, algorithm, entropySchedule };
        for (const name of ['trustRegionCoefficient', 'entropyEquality', 'entropyFirst'] as const) {
          const value = configuration[name];
          const other = { ...configuration, [name]: typeof value === 'boolean' ? !value : value + 1 };
          const told = (one: RunConfiguration) =>
            JSON.stringify(engineSpecification(one, environmentById('pendulum')));
          expect(told(other) === told(configuration), `${name} with ${algorithm}, ${entropySchedule}`).toBe(
            whyIdle(name, configuration) !== null,
          );
        }
      }
    }
  });

  it('follow from whether the task has examples', () => {
    const spelling = { ...DEFAULT_RUN, environment: 'spelling' } as const;
    expect(whyIdle('pretrainingSteps', spelling)).toBeNull();
    expect(whyIdle('normaliseObservations', spelling)).not.toBeNull();
    expect(whyIdle('normaliseObservations', DEFAULT_RUN)).toBeNull();
  });
});
