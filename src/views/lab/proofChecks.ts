import * as m from '#words/lab';
import { formatCount } from '../../components/axisTicks.ts';
import { formatSignificant } from '../../components/format.ts';
import type { LabConfiguration } from '../../experiments/lab.ts';
import type { Proof } from '../../proof/projectionProof.ts';
import type { Check } from './Evidence.tsx';

/** Draws from which the divergence is estimated. */
export const SAMPLES = 20_000;

/** Four standard errors: one honest estimate in 16,000 falls outside. */
export const STANDARD_ERRORS = 4;

/** The evidence as lines of a table, each with what it takes to hold. */
export function checksOf(
  evidence: Proof,
  lab: Pick<LabConfiguration, 'meanBound' | 'covarianceBound'>,
): Check[] {
  const { meanResidual, covarianceResidual, divergence, divergenceEstimate, divergenceStandardError } =
    evidence;
  return [
    {
      name: m.meanResidual(),
      value: formatSignificant(meanResidual, 2),
      holds: meanResidual >= -1e-9 * lab.meanBound,
    },
    {
      name: m.covarianceResidual(),
      value: formatSignificant(covarianceResidual, 2),
      holds: covarianceResidual >= -1e-9 * lab.covarianceBound,
    },
    {
      name: m.asymmetry(),
      value: formatSignificant(evidence.symmetryError, 2),
      holds: evidence.symmetryError === 0,
    },
    {
      name: m.smallestEigenvalue(),
      value: formatSignificant(evidence.smallestEigenvalue),
      holds: evidence.smallestEigenvalue > 0,
    },
    {
      name: m.divergence(),
      value: m.inNats({ value: formatSignificant(divergence) }),
      holds: divergence >= 0,
    },
    {
      name: m.fromDraws({ draws: formatCount(SAMPLES) }),
      value: `${formatSignificant(divergenceEstimate)} ± ${formatSignificant(divergenceStandardError, 1)}`,
      holds: Math.abs(divergenceEstimate - divergence) <= STANDARD_ERRORS * divergenceStandardError + 1e-12,
    },
    {
      name: m.gradientCheck(),
      value: formatSignificant(evidence.gradientError, 2),
      holds: evidence.gradientError < 1e-5,
    },
  ];
}
