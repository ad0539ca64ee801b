import * as m from '#words/simplex';
import { formatSignificant } from '../../components/format.ts';
import { liveNumber } from '../../components/liveNumber.ts';
import type { SimplexEvaluation } from './evaluateSimplex.ts';

/** The step of the projection as TeX with places for its numbers, and in words (docs/mathematics.md §15). */
export function simplexFormula({ metric, before, multiplier, binds }: SimplexEvaluation) {
  const numbers: string[] = [];
  const write = (value: number) => liveNumber(numbers.push(formatSignificant(value)) - 1);
  const measure = metric === 'kl' ? '\\textstyle\\sum_a p\\,\\ln(p/q)' : '\\lVert p-q\\rVert^2';
  const lines = [`d &= ${measure} = ${write(before.distance)}`];
  if (!binds) lines.push(`\\tilde\\pi &= p \\quad\\text{${m.texAs()} } d\\le\\varepsilon`);
  else if (metric === 'kl') {
    lines.push(
      `\\eta &= ${write(multiplier)}\\ \\text{${m.texSolves()} } d(\\tilde\\pi)=\\varepsilon`,
      '\\tilde\\pi &\\propto q^{\\eta/(1+\\eta)}\\,p^{1/(1+\\eta)}',
    );
  } else {
    lines.push(
      `\\eta &= \\sqrt{d/\\varepsilon}-1 = ${write(multiplier)}`,
      '\\tilde\\pi &= (p+\\eta\\,q)/(1+\\eta)',
    );
  }
  const said = { distance: formatSignificant(before.distance), multiplier: formatSignificant(multiplier) };
  return {
    tex: `\\begin{aligned}${lines.join('\\\\[2pt]')}\\end{aligned}`,
    label: !binds ? m.formulaInside(said) : metric === 'kl' ? m.formulaKl(said) : m.formulaEuclidean(said),
    numbers,
  };
}
