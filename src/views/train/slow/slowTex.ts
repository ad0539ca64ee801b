import { texNumber } from '../../../components/texNumber.ts';
import type { Scene } from './slowScene.ts';

/** The formula of a page: TeX, in words, and where docs/mathematics.md tells it. */
export interface SlowFormula {
  readonly tex: string;
  /** What its symbols mean, for a sentence that begins with “where”; empty where they have been told. */
  readonly where: readonly string[];
  readonly label: string;
  readonly sections: string;
}

/** Lines of an aligned block, `&` before each sign of equality. */
export interface Lines {
  readonly lines: readonly string[];
  readonly where?: readonly string[];
  readonly label: string;
  readonly sections: string;
}

export function blockOf({ lines, label, sections, where = [] }: Lines): SlowFormula {
  return { tex: `\\begin{aligned}${lines.join('\\\\[4pt]')}\\end{aligned}`, label, sections, where };
}

/** The part that is at work. */
export function lit(tex: string, isLit = true): string {
  return isLit ? `\\htmlClass{lit}{${tex}}` : tex;
}

/** Most components that are written out. */
const MOST = 3;

export function vector(values: readonly number[]): string {
  if (values.length === 1) return texNumber(values[0]!);
  const shown = values.slice(0, MOST).map(texNumber);
  return `\\left(${shown.join(',\\,')}${values.length > MOST ? ',\\,\\dots' : ''}\\right)`;
}

/** A number to be subtracted or added to: in parentheses where it is negative. */
export function term(value: number): string {
  return value < 0 ? `(${texNumber(value)})` : texNumber(value);
}

/** Mean over a minibatch of the terms that a step goes down; the surrogate lit. */
export function lossTex({ policy, clipRatio, configuration, discrete }: Scene): string {
  const tilde = projectedTex(discrete);
  const surrogate =
    clipRatio < Infinity
      ? '\\max\\bigl(-\\rho\\hat A,\\,-\\mathrm{clip}(\\rho,1\\pm\\epsilon)\\hat A\\bigr)'
      : '-\\rho\\hat A';
  const pull = policy.projected ? `+\\alpha\\,d(p,[${tilde}])` : '';
  const entropy = configuration.entropyCoefficient > 0 ? `-c_H\\,H(${tilde})` : '';
  return `\\operatorname{mean}\\bigl(${lit(surrogate)}${pull}${entropy}\\bigr)`;
}

/** The projected policy, as docs/mathematics.md §1 and §15 write it. */
export function projectedTex(discrete: Scene['discrete']): string {
  return discrete === null ? '\\tilde p' : '\\tilde\\pi';
}
