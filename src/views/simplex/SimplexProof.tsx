import * as m from '#words/simplex';
import { Disclosure } from '../../components/Disclosure.tsx';
import { formatSignificant } from '../../components/format.ts';
import type { SimplexConfiguration } from '../../experiments/simplex.ts';
import { type CategoricalProof, proveCategorical } from '../../proof/categoricalProof.ts';
import { type Check, Evidence } from '../lab/Evidence.tsx';
import { SAMPLES, STANDARD_ERRORS } from '../lab/proofChecks.ts';

/** Checks of the projection in sight that do not trust the code that made it; computed while open only. */
export function SimplexProof({ simplex }: { readonly simplex: SimplexConfiguration }) {
  return (
    <Disclosure title={m.proof()}>
      <Evidence subject={simplex} prove={prove} />
    </Disclosure>
  );
}

function prove(simplex: SimplexConfiguration, seed: number): readonly Check[] {
  return checksOf(proveCategorical(simplex, { seed, samples: SAMPLES }), simplex.bound);
}

/** The evidence as lines of a table, each with what it takes to hold. */
function checksOf(proof: CategoricalProof, bound: number): readonly Check[] {
  const { divergence, divergenceEstimate: estimate, divergenceStandardError: error } = proof;
  return [
    {
      name: m.checkResidual(),
      value: formatSignificant(proof.residual, 2),
      holds: proof.residual >= -1e-9 * bound,
    },
    { name: m.checkSum(), value: formatSignificant(proof.sumError, 2), holds: proof.sumError < 1e-12 },
    { name: m.checkDivergence(), value: formatSignificant(divergence), holds: divergence >= -1e-15 },
    {
      name: m.checkDraws({ draws: formatSignificant(SAMPLES, 5) }),
      value: `${formatSignificant(estimate)} ± ${formatSignificant(error, 1)}`,
      holds: Math.abs(estimate - divergence) <= STANDARD_ERRORS * error + 1e-12,
    },
    {
      name: m.checkNearer(),
      value: formatSignificant(-proof.nearer, 2),
      holds: proof.nearer < 1e-9,
    },
    {
      name: m.checkGradient(),
      value: formatSignificant(proof.gradientError, 2),
      holds: proof.gradientError < 1e-5,
    },
  ];
}
