import {
  CATEGORICAL_METRIC_IDS,
  CATEGORICAL_METRICS,
  type CategoricalMetricId,
  categoricalProjectorOf,
} from 'trust-region-layers/categorical';
import * as v from 'valibot';
import { bound, choice, entropyStep, identifier, number, objectComplaint, vector } from './caseSchema.ts';

type CategoricalProjectionId = `categorical-${CategoricalMetricId}`;

/** What `projection` of a case with categorical policies may be. */
export const CATEGORICAL_PROJECTION_IDS = CATEGORICAL_METRIC_IDS.map(
  (id): CategoricalProjectionId => `categorical-${id}`,
);

/** Logits; JSON has no infinity, so that `null` stands for −∞, a forbidden action. */
const logits = (quantity: string) =>
  v.pipe(
    v.array(
      v.nullable(number(quantity)),
      (issue) => `${quantity} is ${issue.received}, expected a list of numbers, null for a forbidden action`,
    ),
    v.transform((values) => Float64Array.from(values, (value) => value ?? -Infinity)),
  );

/** A case of `cli project` with categorical policies. */
export const CATEGORICAL_CASE = v.object(
  {
    id: identifier,
    projection: choice('projection', CATEGORICAL_PROJECTION_IDS),
    logits: logits('logits'),
    oldLogits: logits('oldLogits'),
    bound: bound('bound'),
    ...entropyStep,
    gradient: v.optional(
      v.nullable(
        v.object(
          { logProbabilities: vector('gradient.logProbabilities') },
          'gradient must be an object with "logProbabilities"',
        ),
      ),
      null,
    ),
  },
  objectComplaint,
);
export type CategoricalCase = v.InferOutput<typeof CATEGORICAL_CASE>;

/** Its answer; `null` in a list of log-probabilities is −∞. */
interface CategoricalAnswer {
  readonly id: string | number;
  readonly logProbabilities: (number | null)[];
  readonly multiplier: number;
  readonly before: { distance: number; entropy: number };
  readonly after: { distance: number; entropy: number };
  readonly gradient?: { logits: number[] };
}

/**
 * Projects one case.
 * @param index its place in the list, which stands for an id that is left out
 * @throws {RangeError} with a sentence about what cannot be projected
 */
export function answerCategorical(problem: CategoricalCase, index: number): CategoricalAnswer {
  const actions = problem.logits.length;
  if (actions === 0) throw new RangeError('logits is empty, expected a number for each action');
  if (problem.oldLogits.length !== actions) {
    throw new RangeError(
      `oldLogits has length ${problem.oldLogits.length}, expected ${actions} as logits has`,
    );
  }
  const { entropyFloor, entropyMode: mode, entropyOrder: order, gradient: upstream } = problem;
  const metric = CATEGORICAL_METRICS[problem.projection.slice('categorical-'.length) as CategoricalMetricId];
  const projector = categoricalProjectorOf(metric, {
    actions,
    entropy: entropyFloor === null ? null : { mode, order },
  });
  const result = projector.createResult(1);
  const bounds = { distance: problem.bound, entropyFloor: entropyFloor ?? undefined };
  projector.forward(problem.logits, problem.oldLogits, bounds, result, 1);
  const side = ({ distance, entropy }: typeof result.before) => ({
    distance: distance[0]!,
    entropy: entropy[0]!,
  });
  const projected = {
    id: problem.id ?? index,
    logProbabilities: Array.from(result.logProbabilities, (value) => (value === -Infinity ? null : value)),
    multiplier: result.multiplier[0]!,
    before: side(result.before),
    after: side(result.after),
  };
  if (upstream === null) return projected;
  const { logProbabilities } = upstream;
  if (logProbabilities.length !== actions) {
    throw new RangeError(
      `gradient.logProbabilities has length ${logProbabilities.length}, expected ${actions} as logits has`,
    );
  }
  const gradient = new Float64Array(actions);
  projector.backward(problem.oldLogits, result, Float64Array.from(logProbabilities), gradient, 1);
  return { ...projected, gradient: { logits: [...gradient] } };
}
