import { memo } from 'react';
import * as m from '#words/lab';
import { Button } from '../../components/Button.tsx';
import styles from './PlaneZoom.module.css';

/** Nearer, further away, and all of the pair in sight. A drag leaves it as it is. */
export const PlaneZoom = memo(function PlaneZoom({
  zoom,
  fit,
}: {
  /** Steps, + nearer. */
  readonly zoom: (steps: number) => void;
  readonly fit: () => void;
}) {
  return (
    <fieldset className={styles.zoom} aria-label={m.inSight()}>
      <Button variant="plain" aria-label={m.zoomOut()} onClick={() => zoom(-1)}>
        −
      </Button>
      <Button variant="plain" aria-label={m.zoomIn()} onClick={() => zoom(1)}>
        +
      </Button>
      <Button variant="plain" onClick={fit}>
        {m.fit()}
      </Button>
    </fieldset>
  );
});
