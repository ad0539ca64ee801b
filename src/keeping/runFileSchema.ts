import * as v from 'valibot';
import type { EngineId } from '../engines/engine.ts';
import { isDiscrete } from '../environments/environment.ts';
import { environmentById } from '../environments/environmentById.ts';
import { iterationsInBudget } from '../experiments/budget.ts';
import { requireConfiguration } from '../experiments/configuration.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import type { RunOrigin } from '../experiments/fork.ts';
import { beginMember } from '../trainer/beginning.ts';
import type { EndReason } from '../trainer/events.ts';
import { memberSettings } from '../trainer/member.ts';

/** Tables instead of lists: the compiler misses nothing. */
const END_REASONS: Record<EndReason, true> = {
  budget: true,
  return: true,
  stopped: true,
  diverged: true,
  failed: true,
};
const ENGINES: Record<EngineId, true> = { simd: true, webgpu: true };
const oneOf = <Key extends string>(table: Record<Key, true>) => v.picklist(Object.keys(table) as Key[]);

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** NaN and the infinities are numbers here: a run that diverges has them. */
const number = v.custom<number>((value) => typeof value === 'number');
const numbers = (length: number) => v.pipe(v.array(number), v.length(length));

type NumberArray = Float32Array | Float64Array | Int32Array | Uint8Array;
/** An array like this one. */
const like = (array: NumberArray, length = array.length) =>
  v.pipe(v.instance(array.constructor as new () => NumberArray), v.length(length));
const float32 = (length: number) => v.pipe(v.instance(Float32Array), v.length(length));
const float64 = (length: number) => v.pipe(v.instance(Float64Array), v.length(length));

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(80));
/** What a run can be made of, as `requireConfiguration` says. */
const configurationSchema = v.pipe(
  v.record(v.string(), v.unknown()),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    try {
      return requireConfiguration(dataset.value);
    } catch (error) {
      addIssue({ message: (error as Error).message });
      return NEVER;
    }
  }),
);
const origin: v.GenericSchema<unknown, RunOrigin> = v.looseObject({
  configuration: configurationSchema,
  iteration: v.pipe(count, v.minValue(1)),
  origin: v.nullable(v.lazy(() => origin)),
});

const metrics = v.record(v.string(), v.nullable(number));

const row = v.looseObject({
  iteration: count,
  steps: count,
  seconds: number,
  members: v.array(v.looseObject({ seed: v.pipe(v.number(), v.integer()), iteration: count, metrics })),
});

/**
 * The parts of a run file other than its configuration, whose sizes follow from it: a file with an array too short would
 * stop the run, or a picture, much later.
 */
export function runFileSchema(configuration: RunConfiguration) {
  const environment = environmentById(configuration.environment);
  const { environments, stepsPerIteration, seeds } = configuration;
  const states = environments * stepsPerIteration;
  // For its sizes; what it was taught has none.
  const untaught = { ...configuration, pretrainingSteps: 0 };
  const { checkpoint, report } = beginMember(untaught, environment, seeds[0]!);
  const actions = environment.actionSpace.size;
  const covariances = isDiscrete(environment.actionSpace) ? 0 : actions * actions;
  const sizes = environment.observationSpace.size;

  const network = ({ parameters }: { parameters: Float32Array }) =>
    v.strictObject({
      parameters: like(parameters),
      moment1: like(parameters),
      moment2: like(parameters),
      steps: count,
    });
  const moments = (size: number) => ({ mean: numbers(size), variance: numbers(size), count: number });
  const random = numbers(checkpoint.member.starts.length);
  const memberCheckpoint = v.strictObject({
    iteration: count,
    engine: v.strictObject({
      policy: network(checkpoint.engine.policy),
      value: network(checkpoint.engine.value),
    }),
    environments: v.strictObject({
      state: like(checkpoint.environments.state),
      elapsed: like(checkpoint.environments.elapsed),
      returnSoFar: like(checkpoint.environments.returnSoFar),
      shortened: like(checkpoint.environments.shortened),
    }),
    member: v.looseObject({
      starts: random,
      actions: random,
      minibatches: random,
      statistics: v.strictObject(moments(sizes)),
      rewards: configuration.normaliseRewards
        ? v.strictObject({ ...moments(1), running: numbers(environments) })
        : v.null(),
      recentReturns: v.array(number),
      initialEntropy: v.nullable(number),
      probes: v.nullable(v.array(number)),
    }),
    violations: v.strictObject({ states: count, proposed: count, projected: v.nullable(count) }),
  });

  /** Of a member that has measured so many states, and reports so many. */
  const memberReport = (measured: number, probes: number) => {
    const distances = v.strictObject({
      mean: float32(measured),
      covariance: float32(measured),
      klMean: float32(measured),
      klCovariance: float32(measured),
    });
    const gaussians = v.strictObject({
      mean: float64(probes * actions),
      covariance: float64(probes * covariances),
    });
    const parts = v.strictObject({ mean: float64(probes), covariance: float64(probes) });
    return v.looseObject({
      seed: v.number(),
      iteration: count,
      metrics,
      proposed: distances,
      projected: v.nullable(distances),
      observation: float32(measured * sizes),
      probes: v.looseObject({
        observation: float32(probes * sizes),
        state: float64(probes * environment.stateSize),
        old: gaussians,
        proposed: gaussians,
        projected: v.nullable(gaussians),
        proposedDistance: parts,
        projectedDistance: v.nullable(parts),
      }),
      policy: v.strictObject({
        parameters: like(report.policy.parameters),
        normalised: v.literal(memberSettings(configuration, environment).normaliseObservations),
        observationMean: float64(sizes),
        observationDeviation: float64(sizes),
      }),
      oldParameters: like(report.oldParameters),
      valueParameters: like(report.valueParameters),
    });
  };
  const someReport = v.lazy((input) => {
    const { proposed, probes } = input as {
      proposed?: { mean?: { length: number } };
      probes?: { state?: { length: number } };
    };
    // One that diverged in its first iteration has measured nothing.
    const measured = proposed?.mean?.length === 0 ? 0 : states;
    return memberReport(measured, Math.floor((probes?.state?.length ?? 0) / environment.stateSize));
  });

  const runCheckpoint = v.strictObject({
    iteration: v.pipe(count, v.minValue(1), v.maxValue(iterationsInBudget(configuration))),
    seconds: v.pipe(v.number(), v.minValue(0)),
    members: v.strictTuple(
      seeds.map((seed) =>
        v.strictObject({
          seed: v.literal(seed),
          checkpoint: memberCheckpoint,
          report: someReport,
          ended: v.nullable(oneOf(END_REASONS)),
        }),
      ),
    ),
  });

  return v.strictObject({
    name,
    origin: v.nullable(v.intersect([origin, v.looseObject({ name })])),
    engine: v.nullable(oneOf(ENGINES)),
    until: v.nullable(count),
    diverged: v.array(
      v.strictObject({
        type: v.literal('diverged'),
        iteration: count,
        steps: count,
        seed: v.number(),
        quantity: v.string(),
      }),
    ),
    checkpoint: runCheckpoint,
    beginning: v.nullable(runCheckpoint),
    rows: v.pipe(
      v.array(row),
      v.check(
        (rows) => rows.every(({ iteration }, i) => i === 0 || iteration > rows[i - 1]!.iteration),
        // not words: for whoever writes such files by hand
        'iterations must ascend',
      ),
    ),
  });
}
