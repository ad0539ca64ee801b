import type { DistancePictureModel } from '../../components/distancePicture.ts';
import { PROJECTION_METHODS } from '../../components/projectionMethods.ts';
import type { RunConfiguration } from '../../experiments/fields.ts';
import type { MemberReport } from '../../trainer/events.ts';

export type Part = 'mean' | 'covariance';
/** The distance of the run's projection, which its bounds are on, or the KL, in which all runs compare. */
export type Measure = 'own' | 'kl';

const BOUND_NAMES = { mean: ['ε', 'μ'], covariance: ['ε', 'Σ'] } as const;
const KL_PARTS = { mean: 'klMean', covariance: 'klCovariance' } as const;

/** One part of the distances of a report, with the bound on it where it is on this distance. */
export function shownDistances(
  report: Pick<MemberReport, 'proposed' | 'projected'>,
  { projection, meanBound, covarianceBound }: RunConfiguration,
  part: Part,
  measure: Measure,
): DistancePictureModel {
  const bounded = measure === 'own' || projection === 'kl';
  const key = bounded ? part : KL_PARTS[part];
  const { name } = PROJECTION_METHODS[bounded ? projection : 'kl'];
  return {
    proposed: report.proposed[key],
    projected: report.projected?.[key] ?? null,
    bound: part === 'mean' ? meanBound : covarianceBound,
    boundName: bounded ? BOUND_NAMES[part] : null,
    xLabel: `${part} part of the ${name} distance, one count a state`,
  };
}
