import * as m from '#words/train';
import { algorithmOf } from '../../algorithms/algorithmOf.ts';
import type { BoundSymbol, DensityMapModel } from '../../components/densityMapModel.ts';
import { runLayer } from '../../components/runMethod.ts';
import { environmentById } from '../../environments/environmentById.ts';
import { iterationsInBudget } from '../../experiments/budget.ts';
import type { RunConfiguration } from '../../experiments/fields.ts';
import { hasDiscreteActions, layerOf } from '../../experiments/layers.ts';
import type { DensityHistory, DensityPolicy } from '../../store/densityHistory.ts';
import type { TrainFeed } from '../../store/trainFeed.ts';
import { type DensityPart, densityBounds } from '../../trainer/densities.ts';
import { boundsOf } from '../../trainer/specification.ts';

const MEAN: BoundSymbol = ['ε', 'μ'];
const COVARIANCE: BoundSymbol = ['ε', 'Σ'];
const WHOLE: BoundSymbol = ['ε', ''];
const SYMBOLS = { mean: [MEAN], covariance: [COVARIANCE], kl: [MEAN, COVARIANCE] } as const;
const BOUND_NAMES = {
  mean: m.meanBound,
  covariance: m.covarianceBound,
  kl: m.bothBounds,
} as const;

const DISTANCE_NAMES = {
  mean: m.meanDistance,
  covariance: m.covarianceDistance,
  kl: () => m.klFromOld(),
} as const;

/** The distances of a run that there are to look at: over discrete actions its own, and the KL where that is another. */
export function mapParts(configuration: RunConfiguration): readonly DensityPart[] {
  if (!hasDiscreteActions(configuration.environment)) return ['mean', 'covariance', 'kl'];
  return layerOf(configuration) === 'kl' ? ['mean'] : ['mean', 'kl'];
}

/** Whether the run's bounds limit this distance. */
function isBounded(configuration: RunConfiguration, part: DensityPart): boolean {
  return part !== 'kl' || layerOf(configuration) === 'kl';
}

/** The map of one member of a run. */
export function shownMap(
  feed: TrainFeed,
  member: number,
  configuration: RunConfiguration,
  policy: DensityPolicy,
  part: DensityPart,
): DensityMapModel {
  const metric = runLayer(configuration).name;
  const whole = hasDiscreteActions(configuration.environment);
  return {
    history: feed.densities[member]!,
    policy,
    part,
    bound: densityBounds(boundsOf(configuration, environmentById(configuration.environment)))[part],
    boundSymbols: isBounded(configuration, part) ? (whole ? [WHOLE] : SYMBOLS[part]) : null,
    boundName: whole ? null : BOUND_NAMES[part](),
    distanceName: whole && part !== 'kl' ? m.wholeDistance({ metric }) : DISTANCE_NAMES[part]({ metric }),
    iterations: iterationsInBudget(configuration),
    visited: feed.visited?.iteration ?? null,
  };
}

/** How much larger the share beyond must be in the part that is not shown before the picture turns to it. */
const CLEARLY_WORSE = 0.05;

/** The part to look at where nobody has chosen one: that in which more states have been beyond the bound. */
export function worseMapPart(history: DensityHistory, shown: 'mean' | 'covariance'): 'mean' | 'covariance' {
  const share = (part: DensityPart) => {
    const overall = history.overall('proposed', part);
    return overall === null ? 0 : overall.beyond / Math.max(1, overall.states);
  };
  const other = shown === 'mean' ? 'covariance' : 'mean';
  return share(other) > share(shown) + CLEARLY_WORSE ? other : shown;
}

/** What one sees, and what of it acts. */
export function mapNote(configuration: RunConfiguration, policy: DensityPolicy, part: DensityPart): string {
  const { label, layer } = algorithmOf(configuration);
  const metric = runLayer(configuration).name;
  const where = hasDiscreteActions(configuration.environment) ? m.boundElsewhere : m.boundsElsewhere;
  const elsewhere = isBounded(configuration, part) ? '' : ` ${where({ metric })}`;
  if (layer === null) {
    return m.mapNoLayer({ method: label }) + elsewhere;
  }
  if (policy === 'proposed') {
    return m.mapNetwork() + elsewhere;
  }
  const floor = layer.entropyFloor(configuration);
  const note = floor?.order === 'after' ? m.mapProjectionFloor() : m.mapProjection();
  return note + elsewhere;
}
