import type { ProjectionId } from 'trust-region-layers';
import * as m from '#words/projections';
import type { MethodLook } from '../algorithms/algorithm.ts';
import { texNumber } from './texNumber.ts';

/** The formulas of a projection in TeX, in the symbols of docs/mathematics.md §1. */
export interface ProjectionTex {
  /** d_Σ. */
  covarianceDistance(scaled: boolean): string;
  /** Lines of an aligned block: the multiplier, then the projected covariance; `write` puts a number into TeX. */
  covarianceStep(scaled: boolean, multiplier: number, write?: (value: number) => string): readonly string[];
  /** What the symbols of these formulas mean, for a sentence that begins with “where”; `[words](term)` answer. */
  where(scaled: boolean): readonly string[];
}

/** How a projection is called, drawn and written; an algorithm says as much of itself. */
export interface ProjectionMethod extends MethodLook {
  /** Short, for a control. */
  readonly label: string;
  /** For a sentence or a legend. */
  readonly name: string;
  /** One sentence: what it measures and interpolates; its `[words](term)` answer. */
  readonly summary: string;
  /** What it interpolates between the proposed and the old policy. */
  readonly interpolates: string;
  readonly tex: ProjectionTex;
}

/** η by the ratio of distance and bound (docs/mathematics.md §3.2). */
function radialMultiplier(multiplier: number, write: (value: number) => string): string {
  return `\\eta &= \\sqrt{d_\\Sigma/\\varepsilon_\\Sigma}-1 = ${write(multiplier)}`;
}

/** The projections on the page, a row each. */
export const PROJECTION_METHODS: Readonly<Record<ProjectionId, ProjectionMethod>> = {
  kl: {
    label: 'KL',
    name: 'KL',
    get summary() {
      return m.klSummary();
    },
    colour: '--kl',
    ink: '--kl-ink',
    dash: [],
    get interpolates() {
      return m.precision();
    },
    tex: {
      covarianceDistance: () => '\\tfrac12\\textstyle\\sum_i(\\lambda_i-1-\\ln\\lambda_i)',
      covarianceStep: (_scaled, multiplier, write = texNumber) => [
        `\\eta &= ${write(multiplier)}\\ \\text{${m.klSolves()} } d(\\tilde\\Sigma)=\\varepsilon_\\Sigma`,
        '\\tilde\\Sigma^{-1} &= (\\eta\\,\\Sigma_o^{-1}+\\Sigma^{-1})/(1+\\eta)',
      ],
      where: () => [m.klWhere()],
    },
  },
  w2: {
    label: 'W2',
    name: 'W2',
    get summary() {
      return m.w2Summary();
    },
    colour: '--w2',
    ink: '--w2-ink',
    dash: [9, 4],
    get interpolates() {
      return m.deviation();
    },
    tex: {
      covarianceDistance: (scaled) =>
        scaled ? '\\lVert S_o^{-1}S-I\\rVert_F^2' : '\\lVert S-S_o\\rVert_F^2',
      covarianceStep: (_scaled, multiplier, write = texNumber) => [
        radialMultiplier(multiplier, write),
        '\\tilde S &= (S+\\eta\\,S_o)/(1+\\eta),\\ \\ \\tilde\\Sigma=\\tilde S\\tilde S^{\\top}',
      ],
      where: () => [m.root()],
    },
  },
  frobenius: {
    label: 'Frob.',
    name: 'Frobenius',
    get summary() {
      return m.frobeniusSummary();
    },
    colour: '--frobenius',
    ink: '--frobenius-ink',
    dash: [3, 3],
    get interpolates() {
      return m.variance();
    },
    tex: {
      covarianceDistance: () => '\\lVert\\Sigma-\\Sigma_o\\rVert_F^2',
      covarianceStep: (_scaled, multiplier, write = texNumber) => [
        radialMultiplier(multiplier, write),
        '\\tilde\\Sigma &= (\\Sigma+\\eta\\,\\Sigma_o)/(1+\\eta)',
      ],
      where: () => [],
    },
  },
  bures: {
    label: 'Bures',
    name: 'Bures',
    get summary() {
      return m.buresSummary();
    },
    colour: '--bures',
    ink: '--bures-ink',
    dash: [9, 3, 2, 3],
    get interpolates() {
      return m.geodesic();
    },
    tex: {
      covarianceDistance: (scaled) =>
        scaled
          ? '\\operatorname{tr}(I+C-2C^{1/2})'
          : '\\operatorname{tr}\\bigl(\\Sigma_o+\\Sigma-2(S_o\\Sigma S_o)^{1/2}\\bigr)',
      covarianceStep: (scaled, multiplier, write = texNumber) => [
        `t &= \\sqrt{\\varepsilon_\\Sigma/d_\\Sigma} = ${write(1 / (1 + multiplier))}`,
        scaled
          ? '\\tilde\\Sigma &= S_o\\bigl((1{-}t)I+tC^{1/2}\\bigr)^2S_o'
          : '\\tilde\\Sigma &= M\\Sigma_oM,\\ \\ M=(1{-}t)I+tT',
      ],
      where: (scaled) => [m.root(), scaled ? 'C = Sₒ⁻¹ΣSₒ⁻¹' : m.buresWhere()],
    },
  },
};
