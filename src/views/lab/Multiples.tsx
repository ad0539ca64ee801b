import { formatSignificant } from '../../components/format.ts';
import type { LabConfiguration } from '../../experiments/lab.ts';
import { PROJECTION_IDS, type ProjectionId } from '../../projections/types.ts';
import type { Evaluation, PartReading } from './evaluate.ts';
import styles from './Multiples.module.css';
import { METHODS } from './methodNames.ts';
import { PairPicture } from './PairPicture.tsx';

export interface MultiplesProps {
  readonly lab: LabConfiguration;
  readonly evaluations: Readonly<Record<ProjectionId, Evaluation>>;
  readonly onChoose: (projection: ProjectionId) => void;
}

/** Every projection of the same pair, each with its own numbers; one click makes it the large one. */
export function Multiples({ lab, evaluations, onChoose }: MultiplesProps) {
  return (
    <section aria-label="All projections of the same pair">
      <ul className={styles.row}>
        {PROJECTION_IDS.map((projection) => (
          <li key={projection}>
            <Multiple
              lab={lab}
              evaluation={evaluations[projection]}
              chosen={projection === lab.projection}
              onChoose={onChoose}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface MultipleProps {
  readonly lab: LabConfiguration;
  readonly evaluation: Evaluation;
  readonly chosen: boolean;
  readonly onChoose: (projection: ProjectionId) => void;
}

function Multiple({ lab, evaluation, chosen, onChoose }: MultipleProps) {
  const { projection, meanPart, covariancePart } = evaluation;
  const { name, colour, ink, dash } = METHODS[projection];
  return (
    <button
      type="button"
      className={styles.multiple}
      style={{ '--method': colour } as React.CSSProperties}
      aria-pressed={chosen}
      onClick={() => onChoose(projection)}
    >
      <span className={styles.picture}>
        <PairPicture lab={lab} evaluation={evaluation} size={132} colour={colour} dash={dash} />
      </span>
      <span className={styles.words}>
        <span className={styles.name} style={{ color: ink }}>
          {name}
          {chosen ? <span className={styles.chosen}>shown large</span> : null}
        </span>
        <Part name="mean part" symbol="ω" part={meanPart} />
        <Part name="covariance part" symbol="η" part={covariancePart} />
      </span>
    </button>
  );
}

function Part({
  name,
  symbol,
  part,
}: {
  readonly name: string;
  readonly symbol: string;
  readonly part: PartReading;
}) {
  return (
    <span className={styles.part}>
      <span className={styles.quiet}>{name} </span>
      <span className={styles.numbers}>
        {formatSignificant(part.before)} → {formatSignificant(part.after)}
      </span>
      <span className={styles.multiplier}>
        {part.binds ? `${symbol} ${formatSignificant(part.multiplier)}` : 'inside'}
      </span>
    </span>
  );
}
