import * as m from '#words/simplex';
import { ActionBars } from '../../components/ActionBars.tsx';
import { CATEGORICAL_METHODS } from '../../components/categoricalMethods.ts';
import { classNames } from '../../components/classNames.ts';
import { formatFixed, formatShort, formatSignificant } from '../../components/format.ts';
import { Term } from '../../components/glossary/Term.tsx';
import { TermSymbol } from '../../components/glossary/TermSymbol.tsx';
import { TermText } from '../../components/glossary/TermText.tsx';
import { Maths } from '../../components/Maths.tsx';
import type { SimplexConfiguration } from '../../experiments/simplex.ts';
import { BoundBar } from '../lab/BoundBar.tsx';
import readOut from '../lab/ReadOut.module.css';
import type { SimplexEvaluation } from './evaluateSimplex.ts';
import { SimplexProof } from './SimplexProof.tsx';
import { simplexFormula } from './simplexFormula.ts';

export interface SimplexReadOutProps {
  readonly simplex: SimplexConfiguration;
  readonly names: readonly string[];
  readonly evaluation: SimplexEvaluation;
}

/** The numbers of the picture: distance against its bound, entropy, probabilities, formula, proof. */
export function SimplexReadOut({ simplex, names, evaluation }: SimplexReadOutProps) {
  const { metric, before, after, binds, leaves, multiplier } = evaluation;
  const { bound, entropyFloor: floor } = simplex;
  const { tex, label, numbers } = simplexFormula(evaluation);
  return (
    <section className={readOut.readOut} aria-label={m.numbers({ metric: CATEGORICAL_METHODS[metric].name })}>
      <section className={readOut.part} aria-label={m.distance()}>
        <div className={readOut.head}>
          <h2>{m.distance()}</h2>
          <span>
            <TermSymbol id="bound" /> = {formatShort(bound, 4)}
          </span>
          <span className={classNames(readOut.state, binds && readOut.binds, leaves && readOut.leaves)}>
            {leaves ? m.beyond() : binds ? m.binds() : m.inside()}
          </span>
        </div>
        <BoundBar before={before.distance} after={after.distance} bound={bound} />
        <p className={readOut.numbers}>
          <span>
            <span className="visually-hidden">{m.proposedWord()}</span>
            <span className="proposed-ink">{formatSignificant(before.distance)}</span>
            <span aria-hidden="true"> → </span>
            <span className="visually-hidden">{m.projectedWord()}</span>
            <span className="projected-ink">{formatSignificant(after.distance)}</span>
          </span>
          <span>
            <TermSymbol id="eta" /> = {formatSignificant(multiplier)}
          </span>
        </p>
      </section>
      <section className={readOut.entropy} aria-label={m.entropy()}>
        <h2>
          <Term id="entropy">{m.entropy()}</Term>
        </h2>
        <p className={readOut.entropyNumbers}>
          <span className="proposed-ink">{formatFixed(before.entropy)}</span>
          <span aria-hidden="true"> → </span>
          <span className="visually-hidden">{m.projectedTo()}</span>
          <span className="projected-ink">{formatFixed(after.entropy)}</span>{' '}
          <Term id="nats">{m.nats()}</Term>
        </p>
        {floor === null ? null : (
          <p className={classNames(readOut.note, leaves && readOut.leaves)}>
            {leaves
              ? m.floorRaised({ floor: formatFixed(floor) })
              : m.floorKept({ floor: formatFixed(floor) })}
          </p>
        )}
      </section>
      <section aria-label={m.probabilities()}>
        <ActionBars ratios actions={names} policies={evaluation} />
      </section>
      <section className={readOut.formulas} aria-label={m.formulas()}>
        <Maths display lines={4} tex={tex} label={label} numbers={numbers} />
        <p className={readOut.where}>
          <TermText text={m.where()} />
        </p>
      </section>
      <SimplexProof simplex={simplex} />
    </section>
  );
}
