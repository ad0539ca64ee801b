import { useMemo } from 'react';
import * as m from '#words/gradient';
import type { LabConfiguration } from '../../../experiments/lab.ts';
import type { GradientKind } from '../../../experiments/lookOptions.ts';
import type { Evaluation } from '../evaluate.ts';
import { covarianceOf } from '../labGeometry.ts';
import { ownAngle, relativeShape } from '../shape/relativeShape.ts';
import { ShapeAxes } from '../shape/ShapeAxes.tsx';
import { shapeRegion } from '../shape/shapeRegion.ts';
import { SHAPE_INSET, shapeScale } from '../shape/shapeScale.ts';
import { Arrows } from './Arrows.tsx';
import styles from './GradientShapes.module.css';
import type { Loss } from './lossGradient.ts';
import { shapeField } from './shapeField.ts';

const SIZE = 340;
/** As far as an eye can compare the arrows. */
const SCALE = shapeScale(8, SIZE);
const TICKS = [1 / 4, 1, 4] as const;
const COLUMNS = 8;
const CELL = SCALE.side / COLUMNS;
const LIMITED = (lambda: number) => Math.min(SCALE.limit, Math.max(1 / SCALE.limit, lambda));

const SHAPES = Array.from({ length: COLUMNS * COLUMNS }, (_, i): readonly [number, number] => {
  const at = (index: number) => SCALE.limit ** (2 * ((index + 0.5) / COLUMNS) - 1);
  return [at(i % COLUMNS), at(Math.floor(i / COLUMNS))];
});
const PLACES = SHAPES.map(([one, two]): readonly [number, number] => [SCALE.x(one), SCALE.y(two)]);

const KEY_CORNER = [SHAPE_INSET.left + 4, SHAPE_INSET.top + SCALE.side - 4] as const;

/** The same downhill for the shape of the proposal, its mean as it is: the plane of shapes with its arrows. */
export function GradientShapes({
  lab,
  evaluation,
  loss,
  clip,
  shown,
}: {
  readonly lab: LabConfiguration;
  readonly evaluation: Evaluation;
  readonly loss: Loss;
  readonly clip: number;
  readonly shown: readonly GradientKind[];
}) {
  const field = shapeField(lab, loss, clip, SHAPES);
  const { projection, scaled, covarianceBound } = lab;
  // A drag of the proposal leaves it as it is.
  const region = useMemo(
    () =>
      shapeRegion(projection, { old: lab.old, scaled, covarianceBound })
        .map(([one, two]) => `${SCALE.x(LIMITED(one)).toFixed(1)} ${SCALE.y(LIMITED(two)).toFixed(1)}`)
        .join('L'),
    [projection, lab.old, scaled, covarianceBound],
  );
  const old = covarianceOf(lab.old);
  const proposed = relativeShape(old, covarianceOf(lab.proposed), ownAngle(lab.old));
  const projected = relativeShape(old, evaluation.covariance, proposed.angle);
  const dot = (className: string | undefined, [one, two]: readonly [number, number]) => (
    <circle className={className} cx={SCALE.x(LIMITED(one))} cy={SCALE.y(LIMITED(two))} r={5} />
  );
  return (
    <svg
      className={styles.plane}
      viewBox={`0 0 ${SIZE} ${SIZE}`}
      width={SIZE}
      height={SIZE}
      role="img"
      aria-label={m.shapesPicture()}
    >
      <ShapeAxes scale={SCALE} ticks={TICKS} />
      <path className={styles.region} d={`M${region}Z`} />
      <svg
        x={SHAPE_INSET.left}
        y={SHAPE_INSET.top}
        width={SCALE.side}
        height={SCALE.side}
        viewBox={`${SHAPE_INSET.left} ${SHAPE_INSET.top} ${SCALE.side} ${SCALE.side}`}
        aria-hidden="true"
      >
        <Arrows vectors={field} places={PLACES} shown={shown} length={CELL * 0.95} corner={KEY_CORNER} />
      </svg>
      {dot(styles.old, [1, 1])}
      {dot(styles.projected, projected.lambda)}
      {dot(styles.proposed, proposed.lambda)}
    </svg>
  );
}
