import { memo, useId } from 'react';
import { classNames } from '../../components/classNames.ts';
import { contourTransform } from './contour.ts';
import type { PixelEllipse } from './labelPlacement.ts';
import styles from './PlaneContours.module.css';
import type { Handle } from './planeHandles.ts';
import type { PlanePart } from './planeParts.ts';

export type PlaneContour = Exclude<PlanePart, 'band'>;

/**
 * The three policies at one and two standard deviations, the regions of mean and covariance, and where the layer took the
 * mean. The bodies of the two that can be moved are what takes hold of them.
 */
export function PlaneContours({
  contours,
  band,
  middle,
  hides,
  locked,
}: {
  readonly contours: Readonly<Record<PlaneContour, PixelEllipse>>;
  /** The region of the covariance, as an outline in pixels around the projected mean. */
  readonly band: string;
  /** The projected mean, in pixels. */
  readonly middle: { readonly x: number; readonly y: number };
  readonly hides: readonly PlanePart[];
  /** The policies cannot be taken hold of. */
  readonly locked: boolean;
}) {
  const shows = (part: PlanePart) => !hides.includes(part);
  return (
    <>
      {shows('band') ? (
        <path
          className={styles.band}
          data-part="band"
          d={band}
          transform={`translate(${middle.x} ${middle.y})`}
        />
      ) : null}
      {shows('region') ? (
        <circle
          className={styles.region}
          data-part="region"
          r={1}
          transform={contourTransform(contours.region)}
        />
      ) : null}
      {(['old', 'projected', 'proposed'] as const).filter(shows).map((part) => (
        <Contour
          key={part}
          part={part}
          transform={contourTransform(contours[part])}
          grips={part === 'projected' || locked ? undefined : `${part}-mean`}
        />
      ))}
      <Deviations contour={contours[markedContour(hides)]} away={contours.proposed} />
      {shows('proposed') && shows('projected') ? (
        <MeanShift from={contours.proposed} to={contours.projected} />
      ) : null}
    </>
  );
}

/** Of a drag it is drawn again where it moves. */
const Contour = memo(function Contour({
  part,
  transform,
  grips,
}: {
  readonly part: 'old' | 'proposed' | 'projected';
  readonly transform: string;
  readonly grips: Handle['key'] | undefined;
}) {
  return (
    <g
      className={classNames(styles[part], grips && styles.movable)}
      data-part={part}
      data-grips={grips}
      transform={transform}
    >
      <circle className={styles.outer} r={2} />
      <circle className={styles.inner} r={1} />
    </g>
  );
});

/** The policy whose contours say what they are. */
export function markedContour(hides: readonly PlanePart[]): 'old' | 'proposed' | 'projected' {
  return (['old', 'proposed', 'projected'] as const).find((part) => !hides.includes(part)) ?? 'projected';
}

/** Where the marks of a policy's two contours stand: on the side that faces away from another. */
export function deviationPlaces(
  { x, y, matrix: [a, b, c, d] }: PixelEllipse,
  away: PixelEllipse,
): readonly { readonly deviations: 1 | 2; readonly x: number; readonly y: number }[] {
  const [dx, dy] = [x - away.x, y - away.y];
  const length = Math.hypot(dx, dy);
  // Down to the left where the means lie on one another.
  const [ux, uy] = length < 1 ? [-Math.SQRT1_2, Math.SQRT1_2] : [dx / length, dy / length];
  // How far the contour reaches in that direction: 1/|M⁻¹u|.
  const determinant = a * d - b * c;
  const reach = Math.abs(determinant) / Math.hypot(d * ux - b * uy, a * uy - c * ux);
  return ([1, 2] as const).map((deviations) => ({
    deviations,
    x: x + deviations * reach * ux,
    y: y + deviations * reach * uy,
  }));
}

/** What the two contours of a policy are, written on the old one's, on the side that faces away from the proposal. */
function Deviations({ contour, away }: { readonly contour: PixelEllipse; readonly away: PixelEllipse }) {
  return deviationPlaces(contour, away).map(({ deviations, x, y }) => (
    <g key={deviations} transform={`translate(${x} ${y})`}>
      <text className={styles.deviations}>{deviations}σ</text>
    </g>
  ));
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
