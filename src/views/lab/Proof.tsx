import { useEffect, useState } from 'react';
import type { ProjectionId } from 'trust-region-layers';
import { Button } from '../../components/Button.tsx';
import { classNames } from '../../components/classNames.ts';
import { Disclosure } from '../../components/Disclosure.tsx';
import { formatSignificant } from '../../components/format.ts';
import type { LabConfiguration } from '../../experiments/lab.ts';
import { type Proof as Evidence, proveProjection } from '../../proof/projectionProof.ts';
import { projectionInput } from './evaluate.ts';
import styles from './Proof.module.css';

export interface ProofProps {
  readonly lab: LabConfiguration;
  readonly projection: ProjectionId;
}

/** Checks of the projection in sight that do not trust the code that made it; computed while open only. */
export function Proof(props: ProofProps) {
  return (
    <Disclosure title="Proof">
      <Checks {...props} />
    </Disclosure>
  );
}

/** The hand has to rest this long before anything is checked. */
const REST_MILLISECONDS = 160;
const SAMPLES = 20_000;

function Checks({ lab, projection }: ProofProps) {
  const [seed, setSeed] = useState(1);
  const { evidence, stale } = useEvidence(lab, projection, seed);
  if (evidence === null) return <p className="quiet">Checking…</p>;
  return (
    <div className={classNames(styles.proof, stale && styles.stale)}>
      <table className={styles.table}>
        <caption className="visually-hidden">Checks of the projected policy</caption>
        <tbody>
          {checksOf(evidence, lab).map(({ name, value, holds }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{value}</td>
              <td className={holds ? 'projected-ink' : styles.fails}>
                <span aria-hidden="true">{holds ? '✓' : '✗'}</span>
                <span className="visually-hidden">{holds ? 'holds' : 'does not hold'}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Button onClick={() => setSeed(seed + 1)}>Draw again</Button>
    </div>
  );
}

/** The evidence for what is in sight; the last one, marked stale, until the next has been computed at rest. */
function useEvidence(lab: LabConfiguration, projection: ProjectionId, seed: number) {
  const [found, setFound] = useState<{ lab: LabConfiguration; seed: number; evidence: Evidence } | null>(
    null,
  );
  useEffect(() => {
    const timer = setTimeout(() => {
      const { specification, proposed, old, bounds } = projectionInput(projection, lab);
      const evidence = proveProjection(specification, proposed, old, bounds, { seed, samples: SAMPLES });
      setFound({ lab, seed, evidence });
    }, REST_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [lab, projection, seed]);
  return { evidence: found?.evidence ?? null, stale: found?.lab !== lab || found.seed !== seed };
}

interface Check {
  readonly name: string;
  readonly value: string;
  readonly holds: boolean;
}

/** Four standard errors: one honest estimate in 16,000 falls outside. */
const STANDARD_ERRORS = 4;

/** The evidence as lines of a table, each with what it takes to hold. */
function checksOf(evidence: Evidence, lab: Pick<LabConfiguration, 'meanBound' | 'covarianceBound'>): Check[] {
  const { meanResidual, covarianceResidual, divergence, divergenceEstimate, divergenceStandardError } =
    evidence;
  return [
    {
      name: 'mean: bound − distance',
      value: formatSignificant(meanResidual, 2),
      holds: meanResidual >= -1e-9 * lab.meanBound,
    },
    {
      name: 'covariance: bound − distance',
      value: formatSignificant(covarianceResidual, 2),
      holds: covarianceResidual >= -1e-9 * lab.covarianceBound,
    },
    {
      name: 'asymmetry of Σ̃',
      value: formatSignificant(evidence.symmetryError, 2),
      holds: evidence.symmetryError === 0,
    },
    {
      name: 'smallest eigenvalue of Σ̃',
      value: formatSignificant(evidence.smallestEigenvalue),
      holds: evidence.smallestEigenvalue > 0,
    },
    {
      name: 'KL(p̃‖q), closed form',
      value: `${formatSignificant(divergence)} nats`,
      holds: divergence >= 0,
    },
    {
      name: `from ${SAMPLES.toLocaleString('en')} draws`,
      value: `${formatSignificant(divergenceEstimate)} ± ${formatSignificant(divergenceStandardError, 1)}`,
      holds: Math.abs(divergenceEstimate - divergence) <= STANDARD_ERRORS * divergenceStandardError + 1e-12,
    },
    {
      name: 'gradient against differences',
      value: formatSignificant(evidence.gradientError, 2),
      holds: evidence.gradientError < 1e-5,
    },
  ];
}
