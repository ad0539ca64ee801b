import * as m from '#words/train';
import { formatShare } from '../../components/axisTicks.ts';
import type { DistancePictureModel } from '../../components/distancePicture.ts';
import { shareBeyond } from '../../components/logHistogram.ts';
import { PROJECTION_METHODS } from '../../components/projectionMethods.ts';
import { runLayer } from '../../components/runMethod.ts';
import { environmentById } from '../../environments/environmentById.ts';
import type { RunConfiguration } from '../../experiments/fields.ts';
import { hasDiscreteActions, layerOf } from '../../experiments/layers.ts';
import type { MemberReport } from '../../trainer/events.ts';
import { boundsOf } from '../../trainer/specification.ts';

export type Part = 'mean' | 'covariance';
/** The distance of the run's layer, which its bounds are on, or the KL, in which all runs compare. */
export type Measure = 'own' | 'kl';

/** The parts that a run's distances have: of Gaussian policies two, over discrete actions one, which is told as the mean's. */
export function distanceParts({ environment }: Pick<RunConfiguration, 'environment'>): readonly Part[] {
  return hasDiscreteActions(environment) ? ['mean'] : ['mean', 'covariance'];
}

const BOUND_NAMES = { mean: ['ε', 'μ'], covariance: ['ε', 'Σ'], whole: ['ε', ''] } as const;
const AXES = { mean: m.meanAxis, covariance: m.covarianceAxis, whole: m.distanceAxis } as const;
const KL_PARTS = { mean: 'klMean', covariance: 'klCovariance' } as const;

/** Whether the bounds of a run are on the distance that is shown. */
function isBounded(configuration: RunConfiguration, measure: Measure): boolean {
  return measure === 'own' || layerOf(configuration) === 'kl';
}

/** One part of the distances of a report, with the bound on it where it is on this distance. */
export function shownDistances(
  report: Pick<MemberReport, 'proposed' | 'projected'>,
  configuration: RunConfiguration,
  part: Part,
  measure: Measure,
): DistancePictureModel {
  const bounded = isBounded(configuration, measure);
  const key = bounded ? part : KL_PARTS[part];
  const metric = bounded ? runLayer(configuration).name : PROJECTION_METHODS.kl.name;
  const named = hasDiscreteActions(configuration.environment) ? 'whole' : part;
  return {
    proposed: report.proposed[key],
    projected: report.projected?.[key] ?? null,
    bound: boundsOf(configuration, environmentById(configuration.environment))[part],
    boundName: bounded ? BOUND_NAMES[named] : null,
    xLabel: AXES[named]({ metric }),
  };
}

/** How much larger the share beyond must be in the part that is not shown before the picture turns to it. */
const CLEARLY_WORSE = 0.05;

/**
 * The part to look at where nobody has chosen one: that in which more states are beyond the bound. It changes only where
 * the other is clearly worse, so that the picture does not go to and fro.
 */
export function worsePart(
  report: Pick<MemberReport, 'proposed' | 'projected'>,
  configuration: RunConfiguration,
  measure: Measure,
  shown: Part,
): Part {
  if (distanceParts(configuration).length === 1) return 'mean';
  const beyond = (part: Part) => {
    const { proposed, bound } = shownDistances(report, configuration, part, measure);
    return shareBeyond(proposed, bound);
  };
  const other = shown === 'mean' ? 'covariance' : 'mean';
  return beyond(other) > beyond(shown) + CLEARLY_WORSE ? other : shown;
}

/** The sentence over the picture: states beyond a bound, the very shares that the table of metrics has. */
export function beyondEither(
  { metrics }: Pick<MemberReport, 'metrics'>,
  configuration: RunConfiguration,
  measure: Measure,
): string {
  const bounded = isBounded(configuration, measure);
  const proposed = bounded ? metrics.violations_proposed : metrics.kl_violations_proposed;
  const projected = bounded ? metrics.violations_projected : metrics.kl_violations_projected;
  if (!Number.isFinite(proposed)) return '';
  const share = formatShare(proposed);
  const one = distanceParts(configuration).length === 1;
  if (projected === null) return one ? m.beyondTheBound({ share }) : m.beyondBound({ share });
  const given = { share, projected: formatShare(projected) };
  return one ? m.beyondTheBoundProjected(given) : m.beyondProjected(given);
}
