import { memo } from 'react';
import styles from './Handle.module.css';

/** Half of the 44 px that a finger needs. */
export const HIT_RADIUS = 22;

/** What takes the pointer around a handle, and the ring that shows that it can be moved; within a `styles.handle`. */
export const HandleArea = memo(function HandleArea({ ring }: { readonly ring: number }) {
  return (
    <>
      <circle className={styles.hit} r={HIT_RADIUS} />
      <circle className={styles.ring} r={ring} />
    </>
  );
});
