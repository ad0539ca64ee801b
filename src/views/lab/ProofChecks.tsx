import { useEffect, useState } from 'react';
import type { ProjectionId } from 'trust-region-layers';
import * as m from '#words/lab';
import { Button } from '../../components/Button.tsx';
import { classNames } from '../../components/classNames.ts';
import type { LabConfiguration } from '../../experiments/lab.ts';
import { type Proof as Evidence, proveProjection } from '../../proof/projectionProof.ts';
import { projectionInput } from './evaluate.ts';
import styles from './Proof.module.css';
import { checksOf, SAMPLES } from './proofChecks.ts';

export interface ProofProps {
  readonly lab: LabConfiguration;
  readonly projection: ProjectionId;
}

/** The hand has to rest this long before anything is checked. */
const REST_MILLISECONDS = 160;

export function ProofChecks({ lab, projection }: ProofProps) {
  const [seed, setSeed] = useState(1);
  const { evidence, stale } = useEvidence(lab, projection, seed);
  if (evidence === null) return <p className="quiet">{m.checking()}</p>;
  return (
    <div className={classNames(styles.proof, stale && styles.stale)}>
      <table className={styles.table}>
        <caption className="visually-hidden">{m.checks()}</caption>
        <tbody>
          {checksOf(evidence, lab).map(({ name, value, holds }) => (
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
