import { isMeanScaled, METRICS } from 'trust-region-layers';
import * as m from '#words/lab';
import { formatSignificant } from '../../components/format.ts';
import { liveNumber } from '../../components/liveNumber.ts';
import { PROJECTION_METHODS } from '../../components/projectionMethods.ts';
import type { LabConfiguration } from '../../experiments/lab.ts';
import type { Evaluation } from './evaluate.ts';

/** A formula as TeX and in words. */
export interface Formula {
  readonly tex: string;
  readonly label: string;
  /** What stands in its places for numbers. */
  readonly numbers: readonly string[];
}

/** Puts a number into TeX. */
type Write = (value: number) => string;

/** Lines of an aligned block; `&` stands before each sign of equality. */
interface Step {
  readonly lines: readonly string[];
  readonly label: string;
}

/** Both steps of a projection as one block, so that every sign of equality stands under the other. */
export function formulasOf(lab: LabConfiguration, evaluation: Evaluation): Formula {
  const numbers: string[] = [];
  const write = (value: number) => liveNumber(numbers.push(formatSignificant(value)) - 1);
  const mean = meanStep(lab, evaluation, write);
  const covariance = covarianceStep(lab, evaluation, write);
  return {
    tex: `\\begin{aligned}${mean.lines.join('\\\\[2pt]')}\\\\[9pt]${covariance.lines.join('\\\\[2pt]')}\\end{aligned}`,
    label: `${mean.label} ${covariance.label}`,
    numbers,
  };
}

/** What the symbols in them mean, with `[words](term)` that answer: there is no formula without its words. */
export function symbolsOf({ scaled }: LabConfiguration, { projection }: Evaluation): string {
  const words = ['[δ](mean-shift) = [μ](mean) − μₒ', ...PROJECTION_METHODS[projection].tex.where(scaled)];
  return m.symbols({ symbols: words.join('; ') });
}

/** The step of the mean: what is interpolated, and the multiplier with its numbers. */
function meanStep(lab: LabConfiguration, { projection, meanPart }: Evaluation, write: Write): Step {
  const metric = METRICS[projection];
  const weight = metric.meanWeight === 0.5 ? '\\tfrac12\\,' : '';
  const squared = isMeanScaled(metric, lab.scaled)
    ? '\\delta^{\\!\\top}\\Sigma_o^{-1}\\delta'
    : '\\lVert\\delta\\rVert^2';
  const distance = `d_\\mu &= ${weight}${squared} = ${write(meanPart.before)}`;
  if (!meanPart.binds) {
    return {
      lines: [distance, `\\tilde\\mu &= \\mu \\quad\\text{${m.texAs()} } d_\\mu\\le\\varepsilon_\\mu`],
      label: m.meanWithin(),
    };
  }
  return {
    lines: [
      distance,
      `\\omega &= \\sqrt{d_\\mu/\\varepsilon_\\mu}-1 = ${write(meanPart.multiplier)}`,
      '\\tilde\\mu &= (\\mu+\\omega\\,\\mu_o)/(1+\\omega)',
    ],
    label: m.meanFormula({
      distance: formatSignificant(meanPart.before),
      omega: formatSignificant(meanPart.multiplier),
    }),
  };
}

/** The step of the covariance. */
function covarianceStep(
  lab: LabConfiguration,
  { projection, covariancePart }: Evaluation,
  write: Write,
): Step {
  const { tex, interpolates } = PROJECTION_METHODS[projection];
  const distance = `d_\\Sigma &= ${tex.covarianceDistance(lab.scaled)} = ${write(covariancePart.before)}`;
  if (!covariancePart.binds) {
    return {
      lines: [
        distance,
        `\\tilde\\Sigma &= \\Sigma \\quad\\text{${m.texAs()} } d_\\Sigma\\le\\varepsilon_\\Sigma`,
      ],
      label: m.covarianceWithin(),
    };
  }
  return {
    lines: [distance, ...tex.covarianceStep(lab.scaled, covariancePart.multiplier, write)],
    label: m.covarianceFormula({
      what: interpolates,
      eta: formatSignificant(covariancePart.multiplier),
    }),
  };
}
