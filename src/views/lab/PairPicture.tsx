import type { LabConfiguration } from '../../experiments/lab.ts';
import { contourOf, contourTransform } from './contour.ts';
import { type Evaluation, meanRegion } from './evaluate.ts';
import { covarianceOf } from './labGeometry.ts';
import styles from './PairPicture.module.css';
import { type PlaneView, planeScale } from './planeView.ts';

export interface PairPictureProps {
  readonly lab: LabConfiguration;
  readonly evaluation: Evaluation;
  /** What is in sight: the same for pictures that are compared. */
  readonly view: PlaneView;
  /** Side in pixels of the square. */
  readonly size: number;
  /** Colour and dash of the projected policy: the method's own where methods are compared. */
  readonly colour?: string;
  readonly dash?: readonly number[];
}

/** The pair and its projection, small: 1σ contours only, no handles. */
export function PairPicture({
  lab,
  evaluation,
  view,
  size,
  colour = 'var(--projected)',
  dash,
}: PairPictureProps) {
  const { old, proposed } = lab;
  const scale = planeScale(view, 0, 0, size);
  const region = meanRegion({ ...lab, projection: evaluation.projection });
  const projected = contourOf(evaluation.mean, evaluation.covariance, scale);
  const transforms = {
    old: contourTransform(contourOf(old.mean, covarianceOf(old), scale)),
    proposed: contourTransform(contourOf(proposed.mean, covarianceOf(proposed), scale)),
    region: contourTransform(contourOf(region.centre, region.covariance, scale)),
  };
  return (
    <svg
      className={styles.picture}
      viewBox={`0 0 ${size} ${size}`}
      width={size}
      height={size}
      aria-hidden="true"
    >
      <circle className={styles.region} r={1} transform={transforms.region} />
      <circle className={styles.old} r={1} transform={transforms.old} />
      <circle className={styles.proposed} r={1} transform={transforms.proposed} />
      <circle
        className={styles.projected}
        style={{
          stroke: colour,
          fill: `color-mix(in srgb, ${colour} 14%, transparent)`,
          strokeDasharray: dash?.join(' ') || undefined,
        }}
        r={1}
        transform={contourTransform(projected)}
      />
      <circle
        className={styles.proposedMean}
        cx={scale.x(proposed.mean[0])}
        cy={scale.y(proposed.mean[1])}
        r={2.5}
      />
      <circle style={{ fill: colour }} cx={projected.x} cy={projected.y} r={2.5} />
    </svg>
  );
}
