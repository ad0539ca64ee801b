import { classNames } from '../../components/classNames.ts';
import { formatField, formatFixed, formatSignificant } from '../../components/format.ts';
import { Maths } from '../../components/Maths.tsx';
import { PROJECTION_METHODS } from '../../components/projectionMethods.ts';
import { SymbolText } from '../../components/SymbolText.tsx';
import type { LabConfiguration } from '../../experiments/lab.ts';
import { BoundBar } from './BoundBar.tsx';
import type { Evaluation, PartReading } from './evaluate.ts';
import { formulasOf, symbolsOf } from './formula.ts';
import { type Covariance, covarianceOf } from './labGeometry.ts';
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
    <section
      className={styles.readOut}
      aria-label={`Numbers of the ${PROJECTION_METHODS[projection].name} projection`}
    >
      <Part title="Mean part" part={meanPart} subscript="μ" multiplier="ω" />
      <Part title="Covariance part" part={covariancePart} subscript="Σ" multiplier="η" />
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
  /** Index of the bound's symbol. */
  readonly subscript: string;
  /** Symbol of the multiplier. */
  readonly multiplier: string;
}

function Part({ title, part, subscript, multiplier }: PartProps) {
  const state = part.leaves ? 'beyond the bound' : part.binds ? 'bound binds' : 'inside';
  return (
    <section className={styles.part} aria-label={title}>
      <div className={styles.head}>
        <h2>{title}</h2>
        <span>
          <SymbolText text={`ε_${subscript} = ${formatField(part.bound)}`} />
        </span>
        <span className={classNames(styles.state, part.binds && styles.binds, part.leaves && styles.leaves)}>
          {state}
        </span>
      </div>
      <BoundBar before={part.before} after={part.after} bound={part.bound} />
      <p className={styles.numbers}>
        <span>
          <span className="visually-hidden">proposed </span>
          <span className="proposed-ink">{formatSignificant(part.before)}</span>
          <span aria-hidden="true"> → </span>
          <span className="visually-hidden">, projected </span>
          <span className="projected-ink">{formatSignificant(part.after)}</span>
        </span>
        <span>
          {multiplier} = {formatSignificant(part.multiplier)}
        </span>
      </p>
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
        <span className="proposed-ink">{formatFixed(entropyBefore)}</span>
        <span aria-hidden="true"> → </span>
        <span className="visually-hidden">projected to</span>
        <span className="projected-ink">{formatFixed(entropyAfter)}</span> nats
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
    <table className={classNames(styles.matrix, `${name}-ink`)}>
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

/** Both steps with their numbers, in the frame in which the bars have them, and what their symbols mean. */
function Formulas({ lab, evaluation }: ReadOutProps) {
  const { tex, label, numbers } = formulasOf(lab, evaluation);
  return (
    <section className={styles.formulas} aria-label="Formulas with these numbers">
      <Maths display lines={8} tex={tex} label={label} numbers={numbers} />
      <p className={styles.where}>{symbolsOf(lab, evaluation)}</p>
    </section>
  );
}
