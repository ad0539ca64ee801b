import { contourOf, contourPath } from '../contour.ts';
import type { LayerProps } from '../overlays/overlay.ts';
import { pathOf } from './projectionPath.ts';
import styles from './ShapeLayer.module.css';

/** Every so manieth policy of the way is drawn as an outline. */
const STRIDE = 5;

/** The way of the projected policy from the old to the proposed one: its mean as a line, its outline now and then. */
export default function ShapeLayer({ lab, scale }: LayerProps) {
  const trail = pathOf(lab.projection, lab);
  if (trail.length === 0) return null;
  const means = trail.map(({ mean: [x, y] }) => `${scale.x(x).toFixed(1)} ${scale.y(y).toFixed(1)}`);
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a drawn line does not take the focus
    <g className={styles.trail} aria-hidden="true">
      <path d={`M${means.join('L')}`} />
      <path
        className={styles.outlines}
        d={trail
          .filter((_, index) => index % STRIDE === STRIDE - 1)
          .map(({ mean, covariance }) => contourPath(contourOf(mean, covariance, scale)))
          .join('')}
      />
    </g>
  );
}
