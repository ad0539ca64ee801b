import { describe, expect, it } from 'vitest';
import { DEFAULT_RUN, type RunConfiguration } from '../../../src/experiments/fields.ts';
import { forkRefusal } from '../../../src/experiments/fork.ts';

const refusal = (changes: Partial<RunConfiguration>, iteration = 5) =>
  forkRefusal(DEFAULT_RUN, iteration, { ...DEFAULT_RUN, ...changes });

describe('going on from another run', () => {
  it('may change the method, bounds, rates and the budget', () => {
    expect(refusal({})).toBeNull();
    expect(refusal({ algorithm: 'trpo', projection: 'bures', engine: 'webgpu' })).toBeNull();
    expect(refusal({ meanBound: 1, learningRate: 1e-5, policyEpochs: 1, minibatchSize: 7 })).toBeNull();
    expect(refusal({ steps: 10 * DEFAULT_RUN.steps })).toBeNull();
  });

  it.each<Partial<RunConfiguration>>([
    { environment: 'acrobot' },
    { head: 'full' },
    { stateDependent: !DEFAULT_RUN.stateDependent },
    { hiddenSizes: [5] },
    { activation: DEFAULT_RUN.activation === 'tanh' ? 'relu' : 'tanh' },
    { initialStandardDeviation: 0.123 },
    { environments: DEFAULT_RUN.environments + 1 },
    { stepsPerIteration: DEFAULT_RUN.stepsPerIteration + 1 },
    { normaliseObservations: !DEFAULT_RUN.normaliseObservations },
    { normaliseRewards: !DEFAULT_RUN.normaliseRewards },
    { seeds: [99] },
  ])('cannot change %o, and says why', (changes) => {
    expect(refusal(changes)).toMatch(/^\p{Lu}.* must stay .+, not .+: .+\.$/u);
  });

  it('needs an iteration of the other run, and a budget that leads beyond it', () => {
    expect(refusal({}, 0)).toMatch(/can be left after iteration 1 to \d+, not 0/);
    expect(refusal({}, 1.5)).toMatch(/not 1\.5/);
    expect(refusal({}, 1e9)).toMatch(/not 1000000000/);
    expect(refusal({ steps: 1 })).toMatch(/^The budget of 1 steps is spent after iteration 1;/);
  });
});
