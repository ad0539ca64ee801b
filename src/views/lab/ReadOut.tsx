import { useDeferredValue } from 'react';
import { classNames } from '../../components/classNames.ts';
import { formatFixed, formatSignificant } from '../../components/format.ts';
import { Maths } from '../../components/Maths.tsx';
import type { LabConfiguration } from '../../experiments/lab.ts';
import { BoundBar } from './BoundBar.tsx';
import type { Evaluation, PartReading } from './evaluate.ts';
import { covarianceFormula, meanFormula } from './formula.ts';
import { type Covariance, covarianceOf } from './labGeometry.ts';
import { METHODS } from './methodNames.ts';
import { Proof } from './Proof.tsx';
import styles from './ReadOut.module.css';

export interface ReadOutProps {
  readonly lab: LabConfiguration;
  readonly evaluation: Evaluation;
}

/** The numbers of the large picture: each part against its bound, entropy, matrices, formula, proof. */
export function ReadOut({ lab, evaluation }: ReadOutProps) {
  const { meanPart, covariancePart, projection } = evaluation;
  return (
    <section className={styles.readOut} aria-label={`Numbers of the ${METHODS[projection].name} projection`}>
      <Part title="Mean part" part={meanPart} bound="ε_μ" multiplier="ω" />
      <Part title="Covariance part" part={covariancePart} bound="ε_Σ" multiplier="η" />
      <Entropy lab={lab} evaluation={evaluation} />
      <Matrices lab={lab} evaluation={evaluation} />
      <Formulas lab={lab} evaluation={evaluation} />
      <Proof lab={lab} projection={projection} />
    </section>
  );
}

interface PartProps {
  readonly title: string;
  readonly part: PartReading;
  readonly bound: string;
  readonly multiplier: string;
}

function Part({ title, part, bound, multiplier }: PartProps) {
  const state = part.leaves ? 'beyond the bound' : part.binds ? 'bound binds' : 'inside';
  return (
    <section className={styles.part} aria-label={title}>
      <div className={styles.head}>
        <h2>{title}</h2>
        <span className={classNames(styles.state, part.leaves && styles.leaves, part.binds && styles.binds)}>
          {state}
        </span>
      </div>
      <BoundBar before={part.before} after={part.after} bound={part.bound} name={bound} />
      <dl className={styles.numbers}>
        <div>
          <dt>proposed</dt>
          <dd className={styles.proposed}>{formatSignificant(part.before)}</dd>
        </div>
        <div>
          <dt>projected</dt>
          <dd className={styles.projected}>{formatSignificant(part.after)}</dd>
        </div>
        <div>
          <dt>{multiplier}</dt>
          <dd>{formatSignificant(part.multiplier)}</dd>
        </div>
      </dl>
    </section>
  );
}

function Entropy({ lab, evaluation }: ReadOutProps) {
  const { entropyBefore, entropyAfter, meanPart, covariancePart } = evaluation;
  const floor = lab.entropyFloor;
  const raised = covariancePart.leaves || meanPart.leaves;
  return (
    <section className={styles.entropy} aria-label="Entropy">
      <h2>Entropy</h2>
      <p className={styles.entropyNumbers}>
        <span className={styles.proposed}>{formatFixed(entropyBefore)}</span>
        <span aria-hidden="true"> → </span>
        <span className="visually-hidden">projected to</span>
        <span className={styles.projected}>{formatFixed(entropyAfter)}</span> nats
      </p>
      {floor === null ? null : (
        <p className={classNames(styles.note, raised && styles.leaves)}>
          {raised
            ? `Floor ${formatFixed(floor)}: it pushes the policy out of the region.`
            : `Floor ${formatFixed(floor)}, ${lab.entropyOrder} the trust region.`}
        </p>
      )}
    </section>
  );
}

function Matrices({ lab, evaluation }: ReadOutProps) {
  return (
    <section className={styles.matrices} aria-label="Covariance matrices">
      <Matrix name="old" symbol="Σₒ" covariance={covarianceOf(lab.old)} />
      <Matrix name="proposed" symbol="Σ" covariance={covarianceOf(lab.proposed)} />
      <Matrix name="projected" symbol="Σ̃" covariance={evaluation.covariance} />
    </section>
  );
}

function Matrix({
  name,
  symbol,
  covariance: { xx, xy, yy },
}: {
  readonly name: 'old' | 'proposed' | 'projected';
  readonly symbol: string;
  readonly covariance: Covariance;
}) {
  const decimals = Math.max(xx, yy) >= 10 ? 2 : 3;
  const [a, b, d] = [xx, xy, yy].map((entry) => formatFixed(entry, decimals));
  return (
    <table className={classNames(styles.matrix, styles[name])}>
      <caption>
        {symbol} {name}
      </caption>
      <tbody>
        <tr>
          <td>{a}</td>
          <td>{b}</td>
        </tr>
        <tr>
          <td>{b}</td>
          <td>{d}</td>
        </tr>
      </tbody>
    </table>
  );
}

/** Typeset between frames: a drag never waits for it. */
function Formulas(props: ReadOutProps) {
  const { lab, evaluation } = useDeferredValue(props);
  const mean = meanFormula(lab, evaluation);
  const covariance = covarianceFormula(lab, evaluation);
  return (
    <section className={styles.formulas} aria-label="Formulas with these numbers">
      <Maths display lines={5} tex={mean.tex} label={mean.label} />
      <Maths display lines={5} tex={covariance.tex} label={covariance.label} />
    </section>
  );
}
