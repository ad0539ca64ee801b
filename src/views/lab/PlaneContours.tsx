import { useId } from 'react';
import { contourTransform } from './contour.ts';
import type { PixelEllipse } from './labelPlacement.ts';
import styles from './PlaneContours.module.css';

export type PlaneContour = 'old' | 'proposed' | 'projected' | 'region';

/** The three policies at one and two standard deviations, the region of the mean, and where the layer took it. */
export function PlaneContours({
  contours,
}: {
  readonly contours: Readonly<Record<PlaneContour, PixelEllipse>>;
}) {
  return (
    <>
      <circle className={styles.region} r={1} transform={contourTransform(contours.region)} />
      <Contour className={styles.old} contour={contours.old} />
      <Contour className={styles.projected} contour={contours.projected} />
      <Contour className={styles.proposed} contour={contours.proposed} />
      <MeanShift from={contours.proposed} to={contours.projected} />
    </>
  );
}

function Contour({
  className,
  contour,
}: {
  readonly className: string | undefined;
  readonly contour: PixelEllipse;
}) {
  return (
    <g className={className} transform={contourTransform(contour)}>
      <circle className={styles.outer} r={2} />
      <circle className={styles.inner} r={1} />
    </g>
  );
}

/** Where the layer took the mean. */
function MeanShift({ from, to }: { readonly from: PixelEllipse; readonly to: PixelEllipse }) {
  const arrow = useId();
  // An arrow shorter than its head would point nowhere.
  if (Math.hypot(from.x - to.x, from.y - to.y) < 14) return null;
  return (
    <>
      <marker
        id={arrow}
        viewBox="0 0 8 8"
        refX="7"
        refY="4"
        markerWidth="8"
        markerHeight="8"
        markerUnits="userSpaceOnUse"
        orient="auto"
      >
        <path className={styles.arrowHead} d="M0 1 7 4 0 7z" />
      </marker>
      <line
        className={styles.shift}
        x1={from.x}
        y1={from.y}
        x2={to.x}
        y2={to.y}
        markerEnd={`url(#${arrow})`}
      />
    </>
  );
}
