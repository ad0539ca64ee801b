import { PROJECTION_IDS, type ProjectionId } from 'trust-region-layers';
import * as m from '#words/lab';
import { formatSignificant } from '../../components/format.ts';
import { PROJECTION_METHODS } from '../../components/projectionMethods.ts';
import type { LabConfiguration } from '../../experiments/lab.ts';
import type { Evaluation, PartReading } from './evaluate.ts';
import styles from './Multiples.module.css';
import { PairPicture } from './PairPicture.tsx';
import { fitView, outlinesOf, type PlaneView } from './planeView.ts';

export interface MultiplesProps {
  readonly lab: LabConfiguration;
  readonly evaluations: Readonly<Record<ProjectionId, Evaluation>>;
  readonly onChoose: (projection: ProjectionId) => void;
}

/** Every projection of the same pair, each with its own numbers; one click makes it the large one. */
export function Multiples({ lab, evaluations, onChoose }: MultiplesProps) {
  const view = fitView(outlinesOf(lab, Object.values(evaluations)), 1.2);
  return (
    <section aria-label={m.allProjections()}>
      <ul className={styles.row}>
        {PROJECTION_IDS.map((projection) => (
          <li key={projection}>
            <Multiple
              lab={lab}
              evaluation={evaluations[projection]}
              view={view}
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
  readonly view: PlaneView;
  readonly chosen: boolean;
  readonly onChoose: (projection: ProjectionId) => void;
}

function Multiple({ lab, evaluation, view, chosen, onChoose }: MultipleProps) {
  const { projection, meanPart, covariancePart } = evaluation;
  const method = PROJECTION_METHODS[projection];
  const colour = `var(${method.colour})`;
  return (
    <button
      type="button"
      className={styles.multiple}
      style={{ '--method': colour } as React.CSSProperties}
      aria-pressed={chosen}
      onClick={() => onChoose(projection)}
    >
      <span className={styles.picture}>
        <PairPicture
          lab={lab}
          evaluation={evaluation}
          view={view}
          size={124}
          colour={colour}
          dash={method.dash}
        />
      </span>
      <span className={styles.words}>
        <span className={styles.name} style={{ color: `var(${method.ink})` }}>
          {method.name}
          {chosen ? <span className={styles.chosen}>{m.shownLarge()}</span> : null}
        </span>
        <Part name={m.mean()} symbol="ω" part={meanPart} />
        <Part name={m.covariance()} symbol="η" part={covariancePart} />
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
      <span className="quiet">{name}</span>
      <span className="quiet">
        {part.binds ? `${symbol} ${formatSignificant(part.multiplier)}` : m.inside()}
      </span>
      <span className={styles.numbers}>
        {short(part.before)} → {short(part.after)}
      </span>
    </span>
  );
}

/** Powers of ten take the room of a digit. */
function short(distance: number): string {
  return formatSignificant(distance, Number(distance.toPrecision(3)) < 1e-3 ? 2 : 3);
}
