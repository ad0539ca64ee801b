import fc from 'fast-check';
import { configurationProblems, roundConfiguration } from '../../../src/experiments/configuration.ts';
import { RUN_FIELDS, type RunConfiguration } from '../../../src/experiments/fields.ts';
import { LAB_LIMITS, type LabConfiguration } from '../../../src/experiments/lab.ts';
import { roundLab } from '../../../src/experiments/labLink.ts';
import type { LinkState } from '../../../src/experiments/link.ts';
import { PRESET_IDS } from '../../../src/experiments/presets.ts';
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
export const anyState: fc.Arbitrary<LinkState> = fc.oneof(
  anyLab.map((lab) => ({ view: 'lab' as const, lab })),
  fc
    .record({
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
