import { useEffect, useState } from 'react';
import * as m from '#words/simplex';
import { Button } from '../../components/Button.tsx';
import { classNames } from '../../components/classNames.ts';
import { Disclosure } from '../../components/Disclosure.tsx';
import { formatSignificant } from '../../components/format.ts';
import type { SimplexConfiguration } from '../../experiments/simplex.ts';
import { type CategoricalProof, proveCategorical } from '../../proof/categoricalProof.ts';
import styles from '../lab/Proof.module.css';

/** Draws from which the divergence is estimated. */
const SAMPLES = 20_000;
/** The hand has to rest this long before anything is checked. */
const REST_MILLISECONDS = 160;
/** One honest estimate in 16,000 falls outside. */
const STANDARD_ERRORS = 4;

/** Checks of the projection in sight that do not trust the code that made it; computed while open only. */
export function SimplexProof({ simplex }: { readonly simplex: SimplexConfiguration }) {
  return (
    <Disclosure title={m.proof()}>
      <Checks simplex={simplex} />
    </Disclosure>
  );
}

function Checks({ simplex }: { readonly simplex: SimplexConfiguration }) {
  const [seed, setSeed] = useState(1);
  const [found, setFound] = useState<{ of: SimplexConfiguration; seed: number; proof: CategoricalProof }>();
  useEffect(() => {
    const timer = setTimeout(() => {
      setFound({ of: simplex, seed, proof: proveCategorical(simplex, { seed, samples: SAMPLES }) });
    }, REST_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [simplex, seed]);
  if (found === undefined) return <p className="quiet">{m.checking()}</p>;
  const stale = found.of !== simplex || found.seed !== seed;
  return (
    <div className={classNames(styles.proof, stale && styles.stale)}>
      <table className={styles.table}>
        <caption className="visually-hidden">{m.checks()}</caption>
        <tbody>
          {checksOf(found.proof, found.of.bound).map(({ name, value, holds }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{value}</td>
              <td className={holds ? 'projected-ink' : styles.fails}>
                <span aria-hidden="true">{holds ? '✓' : '✗'}</span>
                <span className="visually-hidden">{holds ? m.holds() : m.fails()}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Button onClick={() => setSeed(seed + 1)}>{m.drawAgain()}</Button>
    </div>
  );
}

/** The evidence as lines of a table, each with what it takes to hold. */
function checksOf(proof: CategoricalProof, bound: number) {
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
