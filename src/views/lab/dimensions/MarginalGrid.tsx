import * as ToggleGroup from 'radix-ui/toggle-group';
import * as m from '#words/actions';
import { contourOf, contourTransform } from '../contour.ts';
import { fitView, type PlaneOutline, planeScale } from '../planeView.ts';
import { actionName } from './actionName.ts';
import type { ActionPair } from './gaussianPair.ts';
import styles from './MarginalGrid.module.css';
import { pairsOf } from './marginal.ts';

export interface SmallMarginals {
  readonly old: PlaneOutline;
  readonly proposed: PlaneOutline;
  readonly projected: PlaneOutline;
}

/** Pixels of a picture: what a finger needs. */
const SIZE = 44;

/** Every pair of actions, small: one click makes it the large one. */
export function MarginalGrid({
  dimension,
  actions,
  marginals,
  onChoose,
}: {
  readonly dimension: number;
  readonly actions: ActionPair;
  readonly marginals: (actions: ActionPair) => SmallMarginals;
  readonly onChoose: (actions: ActionPair) => void;
}) {
  const columns = Array.from({ length: dimension - 1 }, (_, index) => index);
  return (
    <div className={styles.grid} style={{ gridTemplateColumns: `auto repeat(${dimension - 1}, ${SIZE}px)` }}>
      <ToggleGroup.Root
        className={styles.pairs}
        type="single"
        aria-label={m.pairOnShow()}
        value={actions.join()}
        onValueChange={(text) => {
          if (text !== '') onChoose(text.split(',').map(Number) as [number, number]);
        }}
      >
        {pairsOf(dimension).map(([i, j]) => (
          <ToggleGroup.Item
            key={`${i},${j}`}
            className={styles.pair}
            style={{ gridColumn: i + 2, gridRow: j }}
            value={`${i},${j}`}
            aria-label={m.pair({ one: String(i + 1), other: String(j + 1) })}
          >
            <SmallPicture {...marginals([i, j])} />
          </ToggleGroup.Item>
        ))}
      </ToggleGroup.Root>
      {columns.map((index) => (
        <span
          key={`row ${index}`}
          className={styles.row}
          style={{ gridColumn: 1, gridRow: index + 1 }}
          aria-hidden="true"
        >
          {actionName(index + 1)}
        </span>
      ))}
      {columns.map((index) => (
        <span
          key={`column ${index}`}
          className={styles.column}
          style={{ gridColumn: index + 2, gridRow: dimension }}
          aria-hidden="true"
        >
          {actionName(index)}
        </span>
      ))}
    </div>
  );
}

function SmallPicture({ old, proposed, projected }: SmallMarginals) {
  const size = SIZE - 8;
  const scale = planeScale(fitView([old, proposed, projected], 1.2), 0, 0, size);
  const transform = ({ mean, covariance }: PlaneOutline) =>
    contourTransform(contourOf(mean, covariance, scale));
  return (
    <svg width={size} height={size} viewBox={`0 0 ${size} ${size}`} aria-hidden="true">
      <circle className={styles.old} r={1} transform={transform(old)} />
      <circle className={styles.proposed} r={1} transform={transform(proposed)} />
      <circle className={styles.projected} r={1} transform={transform(projected)} />
    </svg>
  );
}
