import fc from 'fast-check';
import { CATEGORICAL_METRIC_IDS } from 'trust-region-layers/categorical';
import { ENVIRONMENT_IDS } from '../../../src/experiments/choices.ts';
import { IMPLEMENTATION_CHOICES } from '../../../src/experiments/comparison/implementationChoices.ts';
import { COMPARISON_AXES } from '../../../src/experiments/comparison/link.ts';
import { METHOD_IDS } from '../../../src/experiments/comparison/methods.ts';
import {
  COMPARED_FIELDS,
  COMPARISON_LIMITS,
  type ComparedSettings,
  type ComparisonPlan,
  withinLimits,
} from '../../../src/experiments/comparison/plan.ts';
import { configurationProblems, roundConfiguration } from '../../../src/experiments/configuration.ts';
import { RUN_FIELDS, type RunConfiguration } from '../../../src/experiments/fields.ts';
import { roundToField } from '../../../src/experiments/fieldText.ts';
import { LAB_LIMITS, type LabConfiguration } from '../../../src/experiments/lab.ts';
import { roundLab } from '../../../src/experiments/labLink.ts';
import { CHAPTER_IDS, LEARN_PAGES, learnLink } from '../../../src/experiments/learn.ts';
import { type LinkState, TRAIN_LAYOUTS } from '../../../src/experiments/link.ts';
import { LOOK_IDS } from '../../../src/experiments/looks.ts';
import { PRESET_IDS } from '../../../src/experiments/presets.ts';
import {
  highestFloor,
  roundSimplex,
  SIMPLEX_LIMITS,
  type SimplexConfiguration,
} from '../../../src/experiments/simplex.ts';
import { SIMPLEX_LOOK_IDS } from '../../../src/experiments/simplexLink.ts';
import type { Field } from '../../../src/fields/field.ts';

const within = ({ minimum, maximum }: { minimum: number; maximum: number }) =>
  fc.oneof(
    fc.constantFrom(minimum, maximum),
    fc.double({ min: minimum, max: maximum, noNaN: true, noDefaultInfinity: true }),
  );

function fieldValue(field: Field): fc.Arbitrary<unknown> {
  switch (field.kind) {
    case 'choice':
      return fc.constantFrom(...field.choices);
    case 'switch':
      return fc.boolean();
    case 'integers':
      return fc.uniqueArray(fc.integer({ min: field.minimum, max: field.maximum }), {
        minLength: field.minimumLength,
        maxLength: field.maximumLength,
      });
    case 'integer':
      return fc.integer({ min: field.minimum, max: field.maximum });
    case 'number':
      return within(field);
  }
}

/** Any configuration that controls can set. */
export const anyConfiguration: fc.Arbitrary<RunConfiguration> = fc
  .record(Object.fromEntries(RUN_FIELDS.map((field) => [field.name, fieldValue(field)])))
  .map((values) => roundConfiguration(values as unknown as RunConfiguration))
  .filter((configuration) => configurationProblems(configuration).length === 0);

const anyGaussian = fc.record({
  mean: fc.tuple(within(LAB_LIMITS.mean), within(LAB_LIMITS.mean)),
  sigma1: within(LAB_LIMITS.sigma),
  sigma2: within(LAB_LIMITS.sigma),
  angle: within({ minimum: -90, maximum: 90 }),
});

/** Any Lab of discrete actions that controls can set. */
const anySimplex: fc.Arbitrary<SimplexConfiguration> = fc
  .integer({ min: SIMPLEX_LIMITS.actions.minimum, max: SIMPLEX_LIMITS.actions.maximum })
  .chain((actions) => {
    const logits = fc.array(within(SIMPLEX_LIMITS.logit), { minLength: actions, maxLength: actions });
    return fc.record({
      metric: fc.constantFrom(...CATEGORICAL_METRIC_IDS),
      bound: within(SIMPLEX_LIMITS.bound),
      entropyFloor: fc.option(
        within({ minimum: SIMPLEX_LIMITS.entropyFloor.minimum, maximum: highestFloor(actions) }),
      ),
      old: logits,
      proposed: logits,
      sampled: fc.nat(actions - 1),
      advantage: fc.constantFrom(1 as const, -1 as const),
      actions: fc.option(
        fc.record({
          task: fc.constantFrom('cart-pole-balance', 'spelling'),
          kept: fc.option(fc.uniqueArray(fc.nat(26), { minLength: actions - 1, maxLength: actions - 1 })),
        }),
      ),
    });
  })
  .map(roundSimplex);

/** Any Lab configuration that controls can set. */
export const anyLab: fc.Arbitrary<LabConfiguration> = fc
  .record({
    projection: fc.constantFrom('kl' as const, 'w2' as const, 'frobenius' as const, 'bures' as const),
    scaled: fc.boolean(),
    meanBound: within(LAB_LIMITS.meanBound),
    covarianceBound: within(LAB_LIMITS.covarianceBound),
    entropyFloor: fc.option(within(LAB_LIMITS.entropyFloor)),
    entropyMode: fc.constantFrom('inequality' as const, 'equality' as const),
    entropyOrder: fc.constantFrom('after' as const, 'before' as const),
    old: anyGaussian,
    proposed: anyGaussian,
  })
  .map(roundLab);

const iterationsOf = ({ steps, environments, stepsPerIteration }: RunConfiguration) =>
  Math.ceil(steps / (environments * stepsPerIteration));

/** Any state that a view can be in. */
/** A few settings as controls set them. */
const anySettings = fc
  .record(
    Object.fromEntries(
      COMPARED_FIELDS.filter(({ name }) =>
        ['learningRate', 'head', 'hiddenSizes', 'valueClip', 'scaled', 'policyEpochs'].includes(name),
      ).map((field) => [field.name, fieldValue(field).map((value) => roundToField(field, value))]),
    ),
    { requiredKeys: [] },
  )
  .map((settings) => ({ ...settings }) as ComparedSettings);

/** Any comparison that controls can set. */
export const anyPlan: fc.Arbitrary<ComparisonPlan> = fc
  .record({
    methods: fc.array(fc.record({ id: fc.constantFrom(...METHOD_IDS), settings: anySettings }), {
      minLength: 1,
      maxLength: COMPARISON_LIMITS.methods,
    }),
    tasks: fc.uniqueArray(
      fc.record({
        environment: fc.constantFrom(...ENVIRONMENT_IDS),
        steps: fc.integer({ min: 1, max: COMPARISON_LIMITS.steps }),
      }),
      { minLength: 1, maxLength: COMPARISON_LIMITS.tasks, selector: ({ environment }) => environment },
    ),
    seeds: fc.uniqueArray(fc.nat(2_147_483_647), { minLength: 1, maxLength: COMPARISON_LIMITS.seeds }),
    settings: anySettings,
    variation: fc.oneof(
      fc.constant(null),
      fc.record({
        kind: fc.constant('sweep' as const),
        field: fc.constant('meanBound' as const),
        values: fc.uniqueArray(fc.constantFrom(0.001, 0.003, 0.01, 0.03, 0.1), { minLength: 1 }),
      }),
      fc.record({
        kind: fc.constant('choices' as const),
        choices: fc
          .subarray(
            IMPLEMENTATION_CHOICES.map(({ id }) => id),
            { minLength: 1 },
          )
          .map((choices) => [...choices]),
      }),
    ),
  })
  .map((plan) => withinLimits(plan, []));

export const anyState: fc.Arbitrary<LinkState> = fc.oneof(
  fc.oneof(
    fc.constantFrom(...LEARN_PAGES).map((page) => learnLink(page)),
    fc
      .tuple(fc.constantFrom(...CHAPTER_IDS), fc.integer({ min: 1, max: 99 }), fc.boolean())
      .map(([id, step, present]) => learnLink(id, step, present)),
  ),
  fc.record({
    view: fc.constant('compare' as const),
    plan: anyPlan,
    axis: fc.constantFrom(...COMPARISON_AXES),
    run: fc.boolean(),
  }),
  anyLab.map((lab) => ({ view: 'lab' as const, lab })),
  fc.record({
    view: fc.constant('simplex' as const),
    simplex: anySimplex,
    looks: fc.subarray([...SIMPLEX_LOOK_IDS]),
  }),
  fc.record({
    view: fc.constant('lab' as const),
    lab: anyLab,
    looks: fc.subarray([...LOOK_IDS], { minLength: 1 }),
    landscape: fc.constantFrom('ridge' as const, 'hills' as const, 'gentle' as const),
  }),
  fc
    .record({
      layout: fc.constantFrom(...TRAIN_LAYOUTS),
      configuration: anyConfiguration,
      preset: fc.option(fc.constantFrom(...PRESET_IDS)),
      overlay: fc.option(anyConfiguration),
      run: fc.boolean(),
      at: fc.option(fc.nat()),
      member: fc.nat(15),
      actionPair: fc
        .uniqueArray(fc.nat(31), { minLength: 2, maxLength: 2 })
        .map(([first, second]) => [first!, second!] as const),
    })
    .map((train) => ({
      view: 'train' as const,
      ...train,
      member: train.member % train.configuration.seeds.length,
      at: train.at === null ? null : 1 + (train.at % iterationsOf(train.configuration)),
    })),
);
