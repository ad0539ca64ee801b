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

/** Numbers that float beside what they are about: over or under it, at the side where there is room. */
export function Tip({ anchor, within, children }: TipProps) {
  const leftHalf = anchor.left + anchor.right < within.width;
  const upperHalf = anchor.top + anchor.bottom < within.height;
  const style = {
    ...(leftHalf ? { left: anchor.left } : { right: within.width - anchor.right }),
    ...(upperHalf ? { top: anchor.bottom + GAP } : { bottom: within.height - anchor.top + GAP }),
  };
  return (
    <div className={styles.tip} style={style} role="status">
      {children}
    </div>
  );
}
