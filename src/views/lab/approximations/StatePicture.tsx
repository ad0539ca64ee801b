import { useState } from 'react';
import { contourOf, contourTransform } from '../contour.ts';
import type { Point } from '../labGeometry.ts';
import { PlanePoint } from '../overlays/PlanePoint.tsx';
import { type PlaneView, planeScale } from '../planeView.ts';
import type { StatePair } from './averageBound.ts';
import type { Gaussian } from './divergence.ts';
import styles from './StatePicture.module.css';

const SIZE = 132;

export interface StatePictureProps {
  readonly state: StatePair;
  /** What PAPI makes of it. */
  readonly after: Gaussian;
  readonly view: PlaneView;
  readonly label: string;
  readonly reading: string;
  readonly onMove: (to: Point) => void;
  readonly onHold?: () => void;
  readonly onRelease?: () => void;
}

/** One state of the batch: its old policy, its new one to be dragged by the mean, and what PAPI leaves of the step. */
export function StatePicture({
  state,
  after,
  view,
  label,
  reading,
  onMove,
  onHold,
  onRelease,
}: StatePictureProps) {
  // While it is held the picture stays as it was: a scale that follows the hand would run away from it.
  const [held, setHeld] = useState<PlaneView | null>(null);
  const scale = planeScale(held ?? view, 0, 0, SIZE);
  const outline = ({ mean, covariance }: Gaussian) => contourTransform(contourOf(mean, covariance, scale));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be drawn in
    <svg className={styles.picture} width={SIZE} height={SIZE} role="group" aria-label={label}>
      <circle className={styles.old} r={1} transform={outline(state.old)} />
      <circle className={styles.proposed} r={1} transform={outline(state.proposed)} />
      <circle className={styles.after} r={1} transform={outline(after)} />
      <PlanePoint
        {...{ scale, label, reading, onMove }}
        at={state.proposed.mean}
        onHold={() => {
          setHeld(view);
          onHold?.();
        }}
        onRelease={() => {
          setHeld(null);
          onRelease?.();
        }}
      >
        <circle className={styles.dot} r={5} />
      </PlanePoint>
    </svg>
  );
}
