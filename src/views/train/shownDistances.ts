import * as m from '#words/train';
import { formatShare } from '../../components/axisTicks.ts';
import type { DistancePictureModel } from '../../components/distancePicture.ts';
import { shareBeyond } from '../../components/logHistogram.ts';
import { PROJECTION_METHODS } from '../../components/projectionMethods.ts';
import type { RunConfiguration } from '../../experiments/fields.ts';
import type { MemberReport } from '../../trainer/events.ts';

export type Part = 'mean' | 'covariance';
/** The distance of the run's projection, which its bounds are on, or the KL, in which all runs compare. */
export type Measure = 'own' | 'kl';

const BOUND_NAMES = { mean: ['ε', 'μ'], covariance: ['ε', 'Σ'] } as const;
const KL_PARTS = { mean: 'klMean', covariance: 'klCovariance' } as const;

/** Whether the bounds of a run are on the distance that is shown. */
function isBounded(projection: RunConfiguration['projection'], measure: Measure): boolean {
  return measure === 'own' || projection === 'kl';
}

/** One part of the distances of a report, with the bound on it where it is on this distance. */
export function shownDistances(
  report: Pick<MemberReport, 'proposed' | 'projected'>,
  { projection, meanBound, covarianceBound }: RunConfiguration,
  part: Part,
  measure: Measure,
): DistancePictureModel {
  const bounded = isBounded(projection, measure);
  const key = bounded ? part : KL_PARTS[part];
  const { name } = PROJECTION_METHODS[bounded ? projection : 'kl'];
  return {
    proposed: report.proposed[key],
    projected: report.projected?.[key] ?? null,
    bound: part === 'mean' ? meanBound : covarianceBound,
    boundName: bounded ? BOUND_NAMES[part] : null,
    xLabel: part === 'mean' ? m.meanAxis({ metric: name }) : m.covarianceAxis({ metric: name }),
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
  const beyond = (part: Part) => {
    const { proposed, bound } = shownDistances(report, configuration, part, measure);
    return shareBeyond(proposed, bound);
  };
  const other = shown === 'mean' ? 'covariance' : 'mean';
  return beyond(other) > beyond(shown) + CLEARLY_WORSE ? other : shown;
}

/** The sentence over the picture: states beyond either bound, the very shares that the table of metrics has. */
export function beyondEither(
  { metrics }: Pick<MemberReport, 'metrics'>,
  { projection }: Pick<RunConfiguration, 'projection'>,
  measure: Measure,
): string {
  const bounded = isBounded(projection, measure);
  const proposed = bounded ? metrics.violations_proposed : metrics.kl_violations_proposed;
  const projected = bounded ? metrics.violations_projected : metrics.kl_violations_projected;
  if (!Number.isFinite(proposed)) return '';
  const share = formatShare(proposed);
  return projected === null
    ? m.beyondBound({ share })
    : m.beyondProjected({ share, projected: formatShare(projected) });
}
