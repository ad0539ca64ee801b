import { contourOf, contourTransform } from '../contour.ts';
import { evaluate } from '../evaluate.ts';
import { covarianceOf } from '../labGeometry.ts';
import type { LayerProps } from '../overlays/overlay.ts';
import styles from './CasesLayer.module.css';
import { useCasesPreview } from './casesPreview.ts';

/** The pair under the pointer of the map of cases, lightly. */
export default function CasesLayer({ lab, scale }: LayerProps) {
  const proposed = useCasesPreview((state) => state.proposed);
  if (proposed === null) return null;
  const projected = evaluate(lab.projection, { ...lab, proposed });
  const contours = {
    proposed: contourOf(proposed.mean, covarianceOf(proposed), scale),
    projected: contourOf(projected.mean, projected.covariance, scale),
  };
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a drawn line does not take the focus
    <g className={styles.preview} aria-hidden="true">
      {(['proposed', 'projected'] as const).map((policy) => (
        <g key={policy} className={styles[policy]}>
          <circle r={1} transform={contourTransform(contours[policy])} />
          <circle className={styles.mean} cx={contours[policy].x} cy={contours[policy].y} r={3.5} />
        </g>
      ))}
    </g>
  );
}
