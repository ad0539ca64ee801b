import { useMemo } from 'react';
import { formatShort } from '../../components/format.ts';
import styles from './BoundBar.module.css';

/** Decades shown on each side of the bound. */
const DECADES = 3;

/** Where a distance lies, 0 … 1, with the bound always in the middle; one step of the scale is a factor of ten. */
export function barPosition(distance: number, bound: number): number {
  if (!(distance > 0)) return 0;
  return Math.min(1, Math.max(0, 0.5 + Math.log10(distance / bound) / (2 * DECADES)));
}

export interface BoundBarProps {
  readonly before: number;
  readonly after: number;
  readonly bound: number;
}

/** What the bound allows, and a tick at every decade: the bound is always in the middle. */
const GROUND = (
  <>
    <rect className={styles.allowed} x="0" y="5" width="50%" height="14" />
    <rect className={styles.beyond} x="50%" y="5" width="50%" height="14" />
    {[1, 2, 4, 5].map((decade) => (
      <line
        key={decade}
        className={styles.decade}
        x1={`${(decade / 6) * 100}%`}
        x2={`${(decade / 6) * 100}%`}
        y1="15"
        y2="19"
      />
    ))}
    <line className={styles.bound} x1="50%" x2="50%" y1="0" y2="24" />
  </>
);

/** From the proposed to the projected distance on a logarithmic scale, with what the bound allows shaded. */
export function BoundBar({ before, after, bound }: BoundBarProps) {
  const from = barPosition(before, bound) * 100;
  const to = barPosition(after, bound) * 100;
  const [least, most] = useMemo(
    () => [formatShort(bound / 10 ** DECADES, 2), formatShort(bound * 10 ** DECADES, 2)],
    [bound],
  );
  return (
    <div className={styles.bar} aria-hidden="true">
      <span>{least}</span>
      <svg className={styles.picture} width="100%" height="24" role="presentation">
        {GROUND}
        <line className={styles.way} x1={`${from}%`} x2={`${to}%`} y1="12" y2="12" />
        <circle className={styles.proposed} cx={`${from}%`} cy="12" r="5.5" />
        <circle className={styles.projected} cx={`${to}%`} cy="12" r="5.5" />
      </svg>
      <span className={styles.end}>{most}</span>
    </div>
  );
}
