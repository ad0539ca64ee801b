import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IMPLEMENTATION_CHOICES } from '../../../../src/experiments/comparison/implementationChoices.ts';
import { DEFAULT_COMPARE } from '../../../../src/experiments/comparison/link.ts';
import { METHOD_IDS } from '../../../../src/experiments/comparison/methods.ts';
import {
  COMPARISON_LIMITS,
  type ComparisonPlan,
  isDiagonal,
  plannedRuns,
  variantsOf,
  withinLimits,
} from '../../../../src/experiments/comparison/plan.ts';
import { COMPARISON_PRESETS, DEFAULT_COMPARISON } from '../../../../src/experiments/comparison/presets.ts';
import { requireConfiguration } from '../../../../src/experiments/configuration.ts';
import { layerOf } from '../../../../src/experiments/layers.ts';
import { decodeLink, encodeLink } from '../../../../src/experiments/link.ts';

const PLAN: ComparisonPlan = {
  methods: [
    { id: 'kl', settings: {} },
    { id: 'ppo', settings: { learningRate: 1e-4 } },
  ],
  tasks: [{ environment: 'pendulum', steps: 4096 }],
  seeds: [3, 4],
  settings: { discount: 0.9 },
  variation: null,
};

function planOf(link: string) {
  const { state, notices } = decodeLink(link);
  if (state.view !== 'compare') throw new Error('a link to Compare');
  return { ...state, notices };
}

describe('a plan too large', () => {
  it('is within limits once it has been brought there', () => {
    const steps = fc.oneof(
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: COMPARISON_LIMITS.steps }),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.array(steps, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 16 }),
        (methods, taskSteps, seeds) => {
          const environments = ['pendulum', 'point-mass', 'acrobot', 'reacher'] as const;
          const plan: ComparisonPlan = {
            ...PLAN,
            methods: Array.from({ length: methods }, () => ({ id: 'kl', settings: {} })),
            tasks: taskSteps.map((count, i) => ({ environment: environments[i]!, steps: count })),
            seeds: Array.from({ length: seeds }, (_, i) => i + 1),
          };
          const once = withinLimits(plan, []);
          const notices: string[] = [];
          expect(withinLimits(once, notices)).toEqual(once);
          expect(notices).toEqual([]);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('planned runs', () => {
  it('come seed by seed, each with the task’s preset under common settings under the method’s own', () => {
    const runs = plannedRuns(PLAN);
    expect(runs.map(({ seed, method }) => [seed, method])).toEqual([
      [3, 0],
      [3, 1],
      [4, 0],
      [4, 1],
    ]);
    expect(runs[0]!.configuration).toMatchObject({
      algorithm: 'trpl',
      projection: 'kl',
      discount: 0.9,
      seeds: [3],
      steps: 4096,
      engine: 'simd',
      learningRate: 1e-3,
    });
    expect(runs[1]!.configuration).toMatchObject({ algorithm: 'ppo', discount: 0.9, learningRate: 1e-4 });
  });

  it('give PPO the learning rate that was tuned for the task, unless the plan says otherwise', () => {
    const plan = { ...PLAN, methods: [{ id: 'ppo' as const, settings: {} }] };
    expect(plannedRuns(plan)[0]!.configuration.learningRate).toBe(5e-4);
  });

  it('leave Bures out where covariances are diagonal, as it is W2 there', () => {
    const methods = [
      { id: 'w2' as const, settings: {} },
      { id: 'bures' as const, settings: {} },
    ];
    const tasks = [
      { environment: 'pendulum' as const, steps: 4096 },
      { environment: 'point-mass' as const, steps: 4096 },
    ];
    const runs = plannedRuns({ ...PLAN, methods, tasks, seeds: [1] });
    expect(runs.map(({ task, method }) => [task, method])).toEqual([
      [0, 0],
      [1, 0],
      [1, 1],
    ]);
  });

  it('leave layers out where the actions are not theirs, and name their metric in the setting that counts', () => {
    const methods = (['kl', 'w2', 'euclidean', 'ppo'] as const).map((id) => ({ id, settings: {} }));
    const tasks = [
      { environment: 'pendulum' as const, steps: 4096 },
      { environment: 'cart-pole-balance' as const, steps: 4096 },
    ];
    const runs = plannedRuns({ ...PLAN, methods, tasks, seeds: [1] });
    expect(runs.map(({ task, method }) => [task, method])).toEqual([
      [0, 0],
      [0, 1],
      [0, 3],
      [1, 0],
      [1, 2],
      [1, 3],
    ]);
    expect(runs.map(({ configuration }) => layerOf(configuration))).toEqual([
      ...['kl', 'w2', 'kl'],
      ...['kl', 'euclidean', 'kl'],
    ]);
    expect(isDiagonal(PLAN, tasks[1]!)).toBe(false);
  });

  it('switch one choice at a time, the other way than the preset', () => {
    const choices = IMPLEMENTATION_CHOICES.map(({ id }) => id);
    const plan: ComparisonPlan = {
      ...PLAN,
      seeds: [1],
      methods: [PLAN.methods[0]!],
      variation: { kind: 'choices', choices },
    };
    const [base, ...others] = plannedRuns(plan).map(({ configuration }) => configuration);
    expect(others).toHaveLength(choices.length);
    others.forEach((configuration, index) => {
      const { name } = IMPLEMENTATION_CHOICES[index]!;
      expect(configuration[name]).not.toBe(base![name]);
      expect({ ...configuration, [name]: base![name] }).toEqual(base);
    });
  });

  it('sweep a setting', () => {
    const plan: ComparisonPlan = {
      ...PLAN,
      variation: { kind: 'sweep', field: 'meanBound', values: [0.01, 0.1] },
    };
    expect(variantsOf(plan).map(({ id }) => id)).toEqual(['meanBound=0.01', 'meanBound=0.1']);
    expect(plannedRuns(plan).map(({ configuration }) => configuration.meanBound)).toEqual([
      0.01, 0.01, 0.1, 0.1, 0.01, 0.01, 0.1, 0.1,
    ]);
  });

  it('are valid for every preset, every method and every task', () => {
    for (const { plan } of COMPARISON_PRESETS)
      for (const { configuration } of plannedRuns(plan)) requireConfiguration({ ...configuration });
    for (const environment of ['pendulum', 'reacher-5', 'cart-pole'] as const) {
      const methods = METHOD_IDS.map((id) => ({ id, settings: {} }));
      for (const { configuration } of plannedRuns({ ...PLAN, methods, tasks: [{ environment, steps: 100 }] }))
        requireConfiguration({ ...configuration });
    }
  });
});

describe('limits', () => {
  it('leave the presets as they are', () => {
    for (const { plan } of COMPARISON_PRESETS) {
      const notices: string[] = [];
      expect(withinLimits(plan, notices)).toEqual(plan);
      expect(notices).toEqual([]);
    }
  });

  it('hold for the largest link, with a sentence for each', () => {
    const methods = Array.from({ length: 40 }, () => 'kl').join(',');
    const tasks =
      'pendulum.1e9,point-mass.1e9,acrobot.1e9,reacher.1e9,cart-pole.1e9,mountain-car.1e9,reacher-5.1e9,reacher-5-dense.1e9';
    const { plan, notices } = planOf(
      `#/compare?m=${methods}&t=${tasks}&seeds=1..16&sweep=em,1,2,3,4,5,6,7,8,9`,
    );
    const runs = plannedRuns(plan);
    expect(runs.length).toBeLessThanOrEqual(COMPARISON_LIMITS.runs);
    expect(runs.reduce((sum, { configuration }) => sum + configuration.steps, 0)).toBeLessThanOrEqual(
      COMPARISON_LIMITS.totalSteps,
    );
    for (const word of [/at most 12 methods/, /at most 8 values/, /at most 1000 runs/, /steps together/])
      expect(
        notices.some((notice) => word.test(notice)),
        String(word),
      ).toBe(true);
  });
});

describe('links of comparisons', () => {
  it('name a preset, else say what differs, and always the seeds', () => {
    expect(encodeLink(DEFAULT_COMPARE)).toBe('#/compare?v=1&preset=claim&seeds=1,2,3,4,5');
    expect(encodeLink({ ...DEFAULT_COMPARE, plan: PLAN, axis: 'seconds', run: true })).toBe(
      '#/compare?v=1&m=kl,ppo&t=pendulum.4096&gamma=0.9&m2.lr=1e-4&seeds=3,4&x=seconds&run=1',
    );
    const swept: ComparisonPlan = {
      ...PLAN,
      tasks: [{ environment: 'pendulum', steps: 200_704 }],
      settings: {},
      variation: { kind: 'sweep', field: 'covarianceBound', values: [1e-4, 0.01] },
    };
    expect(encodeLink({ ...DEFAULT_COMPARE, plan: swept })).toBe(
      '#/compare?v=1&m=kl,ppo&t=pendulum&sweep=ec,1e-4,0.01&m2.lr=1e-4&seeds=3,4',
    );
  });

  it('open the paper’s claim where they say nothing', () => {
    expect(planOf('#/compare')).toEqual({ ...DEFAULT_COMPARE, notices: [] });
    expect(planOf('#/compare?preset=choices').plan).toEqual(COMPARISON_PRESETS[1].plan);
    expect(planOf('#/compare?preset=choices&m=pg').plan).toMatchObject({
      methods: [{ id: 'pg' }],
      variation: { kind: 'choices' },
    });
  });

  it('put right what they can and say so; never throw', () => {
    const { plan, notices } = planOf(
      '#/compare?m=kl,constructor,__proto__&t=pendulum.x,mars&seeds=1,1,-3&sweep=hid,1&lr=99&m1.toString=1&x=%F0&run=yes',
    );
    expect(plan.methods.map(({ id }) => id)).toEqual(['kl']);
    expect(plan.tasks).toEqual([{ environment: 'pendulum', steps: 200_704 }]);
    expect(plan.settings).toEqual({ learningRate: 0.1 });
    expect(plan.variation).toBeNull();
    expect(notices.length).toBeGreaterThanOrEqual(8);
    expect(planOf('#/compare?m=&t=&seeds=').plan).toMatchObject({
      methods: DEFAULT_COMPARISON.methods,
      tasks: DEFAULT_COMPARISON.tasks,
      seeds: DEFAULT_COMPARISON.seeds,
    });
    expect(planOf('#/compare?choices=norm,nothing').plan.variation).toEqual({
      kind: 'choices',
      choices: ['norm'],
    });
    expect(planOf('#/compare?preset=clam').notices[0]).toMatch(/did you mean claim/);
  });
});
