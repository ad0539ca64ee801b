import {
  CATEGORICAL_METRICS,
  type CategoricalMetricId,
  type CategoricalProjector,
  categoricalProjectorOf,
} from 'trust-region-layers/categorical';
import type { SimplexConfiguration } from '../../experiments/simplex.ts';

/** One pair of categorical policies through one projection. */
export interface SimplexEvaluation {
  readonly metric: CategoricalMetricId;
  /** Probabilities, [n]. */
  readonly old: Float64Array;
  readonly proposed: Float64Array;
  readonly projected: Float64Array;
  /** Distance from the old policy and entropy in nats, of proposal and projection. */
  readonly before: { readonly distance: number; readonly entropy: number };
  readonly after: { readonly distance: number; readonly entropy: number };
  readonly multiplier: number;
  /** The proposal is beyond the bound. */
  readonly binds: boolean;
  /** The entropy floor pushed the result out of the region. */
  readonly leaves: boolean;
}

const projectors = new Map<string, CategoricalProjector>();

/** The projector of a metric for so many actions, with an entropy floor or without. */
export function simplexProjector(
  metric: CategoricalMetricId,
  actions: number,
  floor: boolean,
): CategoricalProjector {
  const key = `${metric} ${actions} ${floor}`;
  const projector =
    projectors.get(key) ??
    categoricalProjectorOf(CATEGORICAL_METRICS[metric], {
      actions,
      entropy: floor ? { mode: 'inequality', order: 'after' } : null,
    });
  projectors.set(key, projector);
  return projector;
}

/** Projects the pair (docs/mathematics.md §15). */
export function evaluateSimplex(
  simplex: SimplexConfiguration,
  metric: CategoricalMetricId = simplex.metric,
): SimplexEvaluation {
  const { bound, entropyFloor } = simplex;
  const actions = simplex.old.length;
  const projector = simplexProjector(metric, actions, entropyFloor !== null);
  const result = projector.createResult(1);
  const prepared = projector.prepare(Float64Array.from(simplex.old), 1);
  const bounds = { distance: bound, ...(entropyFloor !== null && { entropyFloor }) };
  projector.forward(Float64Array.from(simplex.proposed), prepared, bounds, result, 1);
  const proposal = projector.prepare(Float64Array.from(simplex.proposed), 1);
  const side = ({ distance, entropy }: typeof result.before) => ({
    distance: distance[0]!,
    entropy: entropy[0]!,
  });
  const after = side(result.after);
  return {
    metric,
    old: prepared.probabilities,
    proposed: proposal.probabilities,
    projected: Float64Array.from(result.logProbabilities, Math.exp),
    before: side(result.before),
    after,
    multiplier: result.multiplier[0]!,
    binds: result.multiplier[0]! > 0,
    leaves: after.distance > bound * (1 + 1e-9),
  };
}
