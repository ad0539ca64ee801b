import { memo } from 'react';
import * as m from '#words/lab';
import { classNames } from '../../components/classNames.ts';
import { formatFixed, formatShort, formatSignificant } from '../../components/format.ts';
import { Term } from '../../components/glossary/Term.tsx';
import { TermSymbol } from '../../components/glossary/TermSymbol.tsx';
import { TermText } from '../../components/glossary/TermText.tsx';
import type { TermId } from '../../components/glossary/terms.ts';
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
export const ReadOut = memo(function ReadOut({ lab, evaluation }: ReadOutProps) {
  const { meanPart, covariancePart, projection } = evaluation;
  return (
    <section
      className={styles.readOut}
      aria-label={m.readOut({ method: PROJECTION_METHODS[projection].name })}
    >
      <Part title={m.meanPart()} part={meanPart} {...MEAN_TERMS} />
      <Part title={m.covariancePart()} part={covariancePart} {...COVARIANCE_TERMS} />
      <Entropy lab={lab} evaluation={evaluation} />
      <Matrices lab={lab} evaluation={evaluation} />
      <Formulas lab={lab} evaluation={evaluation} />
      <Proof lab={lab} projection={projection} />
    </section>
  );
});

interface PartProps {
  readonly title: string;
  /** For people who listen, where the title stands twice on the page. */
  readonly name?: string;
  readonly part: PartReading;
  readonly term: TermId;
  readonly bound: TermId;
  readonly multiplier: TermId;
}

/** What the words and symbols of a part answer with. */
export const MEAN_TERMS = { term: 'mean-part', bound: 'mean-bound', multiplier: 'omega' } as const;
export const COVARIANCE_TERMS = {
  term: 'covariance-part',
  bound: 'covariance-bound',
  multiplier: 'eta',
} as const;

/** One part of the distance, as proposed and as projected, against its bound. */
export function Part({ title, name = title, part, term, bound, multiplier }: PartProps) {
  const state = part.leaves ? m.beyond() : part.binds ? m.binds() : m.inside();
  return (
    <section className={styles.part} aria-label={name}>
      <div className={styles.head}>
        <h2>
          <Term id={term}>{title}</Term>
        </h2>
        <span>
          <TermSymbol id={bound} /> = {formatShort(part.bound, 4)}
        </span>
        <span className={classNames(styles.state, part.binds && styles.binds, part.leaves && styles.leaves)}>
          {state}
        </span>
      </div>
      <BoundBar before={part.before} after={part.after} bound={part.bound} />
      <p className={styles.numbers}>
        <span>
          <span className="visually-hidden">{m.proposed()} </span>
          <span className="proposed-ink">{formatSignificant(part.before)}</span>
          <span aria-hidden="true"> → </span>
          <span className="visually-hidden">, {m.projected()} </span>
          <span className="projected-ink">{formatSignificant(part.after)}</span>
        </span>
        <span>
          <TermSymbol id={multiplier} /> = {formatSignificant(part.multiplier)}
        </span>
      </p>
    </section>
  );
}

export function Entropy({ lab, evaluation }: ReadOutProps) {
  const { entropyBefore, entropyAfter, meanPart, covariancePart } = evaluation;
  const floor = lab.entropyFloor;
  const raised = covariancePart.leaves || meanPart.leaves;
  return (
    <section className={styles.entropy} aria-label={m.entropy()}>
      <h2>
        <Term id="entropy">{m.entropy()}</Term>
      </h2>
      <p className={styles.entropyNumbers}>
        <span className="proposed-ink">{formatFixed(entropyBefore)}</span>
        <span aria-hidden="true"> → </span>
        <span className="visually-hidden">{m.projectedTo()}</span>
        <span className="projected-ink">{formatFixed(entropyAfter)}</span> <Term id="nats">{m.nats()}</Term>
      </p>
      {floor === null ? null : (
        <p className={classNames(styles.note, raised && styles.leaves)}>
          {raised
            ? m.floorPushes({ floor: formatFixed(floor) })
            : lab.entropyOrder === 'after'
              ? m.floorAfter({ floor: formatFixed(floor) })
              : m.floorBefore({ floor: formatFixed(floor) })}
        </p>
      )}
    </section>
  );
}

function Matrices({ lab, evaluation }: ReadOutProps) {
  return (
    <section className={styles.matrices} aria-label={m.matrices()}>
      <Matrix which="old" symbol="Σₒ" {...entriesOf(covarianceOf(lab.old))} />
      <Matrix which="proposed" symbol="Σ" {...entriesOf(covarianceOf(lab.proposed))} />
      <Matrix which="projected" symbol="Σ̃" {...entriesOf(evaluation.covariance)} />
    </section>
  );
}

const SIDES = { old: m.old, proposed: m.proposed, projected: m.projected };

/** As they are written: a b, b d. */
function entriesOf({ xx, xy, yy }: Covariance) {
  const decimals = Math.max(xx, yy) >= 10 ? 2 : 3;
  return { a: formatFixed(xx, decimals), b: formatFixed(xy, decimals), d: formatFixed(yy, decimals) };
}

const Matrix = memo(function Matrix({
  which,
  symbol,
  a,
  b,
  d,
}: {
  readonly which: 'old' | 'proposed' | 'projected';
  readonly symbol: string;
  readonly a: string;
  readonly b: string;
  readonly d: string;
}) {
  return (
    <table className={classNames(styles.matrix, `${which}-ink`)}>
      <caption>
        <SymbolText text={symbol} /> {SIDES[which]()}
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
});

/** Both steps with their numbers, in the frame in which the bars have them, and what their symbols mean. */
function Formulas({ lab, evaluation }: ReadOutProps) {
  const { tex, label, numbers } = formulasOf(lab, evaluation);
  return (
    <section className={styles.formulas} aria-label={m.formulas()}>
      <Maths display lines={8} tex={tex} label={label} numbers={numbers} />
      <p className={styles.where}>
        <TermText text={symbolsOf(lab, evaluation)} />
      </p>
    </section>
  );
}
