import type { ReactNode } from 'react';
import styles from './Tip.module.css';

export interface TipProps {
  /** The part that it tells of, within the positioned element that the tip stands in; CSS pixels. */
  readonly anchor: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  };
  /** Size of that element. */
  readonly within: { readonly width: number; readonly height: number };
  readonly children: ReactNode;
}

const GAP = 6;
const WIDEST = 440;

/** Numbers that float over or under what they are about, never beyond the sides of the element that they stand in. */
export function Tip({ anchor, within, children }: TipProps) {
  const upperHalf = anchor.top + anchor.bottom < within.height;
  const centre = Math.max(0, Math.min(within.width, (anchor.left + anchor.right) / 2));
  const percent = (100 * centre) / Math.max(1, within.width);
  const style = {
    // At the left edge it begins there, at the right edge it ends there, also when the window has become another.
    left: `${percent}%`,
    transform: `translateX(${-percent}%)`,
    maxWidth: `min(${WIDEST}px, 100%)`,
    ...(upperHalf ? { top: anchor.bottom + GAP } : { bottom: within.height - anchor.top + GAP }),
  };
  return (
    <div className={styles.tip} style={style} role="status">
      {children}
    </div>
  );
}
