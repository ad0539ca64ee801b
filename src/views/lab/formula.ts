import type { ProjectionId } from 'trust-region-layers';
import type { LabConfiguration } from '../../experiments/lab.ts';
import type { Evaluation, PartReading } from './evaluate.ts';

/** A formula as TeX and in words. */
export interface Formula {
  readonly tex: string;
  readonly label: string;
}

/** A number in TeX: three significant digits, powers of ten below 0.001. */
export function texNumber(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? '\\infty' : '-\\infty';
  if (value === 0) return '0';
  const magnitude = Math.abs(value);
  if (magnitude < 1e-3 || magnitude >= 1e5) {
    const [mantissa, exponent] = value.toExponential(2).split('e') as [string, string];
    return `${Number(mantissa)}{\\cdot}10^{${Number(exponent)}}`;
  }
  return String(Number(value.toPrecision(3)));
}

/** The scalings the distances are written with. */
interface Metric {
  readonly meanDistance: string;
  readonly covarianceDistance: string;
}

function metricOf(projection: ProjectionId, scaled: boolean): Metric {
  const mahalanobis = '\\delta^{\\!\\top}\\Sigma_o^{-1}\\delta';
  const meanDistance =
    projection === 'kl' ? `\\tfrac12\\,${mahalanobis}` : scaled ? mahalanobis : '\\lVert\\delta\\rVert^2';
  switch (projection) {
    case 'kl':
      return { meanDistance, covarianceDistance: '\\tfrac12\\textstyle\\sum_i(\\lambda_i-1-\\ln\\lambda_i)' };
    case 'w2':
      return {
        meanDistance,
        covarianceDistance: scaled ? '\\lVert S_o^{-1}S-I\\rVert_F^2' : '\\lVert S-S_o\\rVert_F^2',
      };
    case 'frobenius':
      return { meanDistance, covarianceDistance: '\\lVert\\Sigma-\\Sigma_o\\rVert_F^2' };
    case 'bures':
      return {
        meanDistance,
        covarianceDistance: scaled
          ? '\\operatorname{tr}(I+C-2C^{1/2})'
          : '\\operatorname{tr}\\bigl(\\Sigma_o+\\Sigma-2(S_o\\Sigma S_o)^{1/2}\\bigr)',
      };
  }
}

/** Lines of an aligned block; `&` stands before each sign of equality. */
interface Step {
  readonly lines: readonly string[];
  readonly label: string;
}

/** Both steps of a projection as one block, so that every sign of equality stands under the other. */
export function formulasOf(lab: LabConfiguration, evaluation: Evaluation): Formula {
  const mean = meanStep(lab, evaluation);
  const covariance = covarianceStep(lab, evaluation);
  return {
    tex: `\\begin{aligned}${mean.lines.join('\\\\[2pt]')}\\\\[9pt]${covariance.lines.join('\\\\[2pt]')}\\end{aligned}`,
    label: `${mean.label} ${covariance.label}`,
  };
}

/** The step of the mean: what is interpolated, and the multiplier with its numbers. */
function meanStep(lab: LabConfiguration, { projection, meanPart }: Evaluation): Step {
  const { meanDistance } = metricOf(projection, lab.scaled);
  const distance = `d_\\mu &= ${meanDistance} = ${texNumber(meanPart.before)}`;
  if (!meanPart.binds) {
    return {
      lines: [distance, '\\tilde\\mu &= \\mu \\quad\\text{as } d_\\mu\\le\\varepsilon_\\mu'],
      label: 'The mean part is within its bound: the projected mean is the proposed mean.',
    };
  }
  return {
    lines: [
      distance,
      `\\omega &= \\sqrt{d_\\mu/\\varepsilon_\\mu}-1 = ${texNumber(meanPart.multiplier)}`,
      '\\tilde\\mu &= (\\mu+\\omega\\,\\mu_o)/(1+\\omega)',
    ],
    label: `Omega is the root of the mean distance ${texNumber(meanPart.before)} over its bound, minus one, ${texNumber(meanPart.multiplier)}; the projected mean is mu plus omega times the old mean, over one plus omega.`,
  };
}

const INTERPOLATED: Readonly<Record<ProjectionId, string>> = {
  kl: 'precision',
  w2: 'standard deviation',
  frobenius: 'variance',
  bures: 'geodesic',
};

/** The step of the covariance. */
function covarianceStep(lab: LabConfiguration, { projection, covariancePart }: Evaluation): Step {
  const { covarianceDistance } = metricOf(projection, lab.scaled);
  const distance = `d_\\Sigma &= ${covarianceDistance} = ${texNumber(covariancePart.before)}`;
  if (!covariancePart.binds) {
    return {
      lines: [distance, '\\tilde\\Sigma &= \\Sigma \\quad\\text{as } d_\\Sigma\\le\\varepsilon_\\Sigma'],
      label: 'The covariance part is within its bound: the projected covariance is the proposed covariance.',
    };
  }
  return {
    lines: [distance, ...interpolation(projection, lab.scaled, covariancePart)],
    label: `The projection interpolates the ${INTERPOLATED[projection]} between proposed and old, with eta ${texNumber(covariancePart.multiplier)}.`,
  };
}

function interpolation(projection: ProjectionId, scaled: boolean, { multiplier }: PartReading): string[] {
  const eta = texNumber(multiplier);
  const byRatio = `\\eta &= \\sqrt{d_\\Sigma/\\varepsilon_\\Sigma}-1 = ${eta}`;
  switch (projection) {
    case 'kl':
      return [
        `\\eta &= ${eta}\\ \\text{solves } d(\\tilde\\Sigma)=\\varepsilon_\\Sigma`,
        `\\tilde\\Sigma^{-1} &= (\\eta\\,\\Sigma_o^{-1}+\\Sigma^{-1})/(1+\\eta)`,
      ];
    case 'w2':
      return [
        byRatio,
        '\\tilde S &= (S+\\eta\\,S_o)/(1+\\eta),\\ \\ \\tilde\\Sigma=\\tilde S\\tilde S^{\\top}',
      ];
    case 'frobenius':
      return [byRatio, '\\tilde\\Sigma &= (\\Sigma+\\eta\\,\\Sigma_o)/(1+\\eta)'];
    case 'bures': {
      const t = `t &= \\sqrt{\\varepsilon_\\Sigma/d_\\Sigma} = ${texNumber(1 / (1 + multiplier))}`;
      return scaled
        ? [t, '\\tilde\\Sigma &= S_o\\bigl((1{-}t)I+tC^{1/2}\\bigr)^2S_o']
        : [t, '\\tilde\\Sigma &= M\\Sigma_oM,\\ \\ M=(1{-}t)I+tT'];
    }
  }
}
