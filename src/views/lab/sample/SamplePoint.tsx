import * as m from '#words/sample';
import { useLookOptions } from '../../../store/lab.ts';
import { PlanePoint } from '../overlays/PlanePoint.tsx';
import type { PlaneScale } from '../planeView.ts';
import styles from './SamplePoint.module.css';

/** The sample that closer looks share, to be dragged: a diamond with the sign of its advantage. */
export function SamplePoint({ scale }: { readonly scale: PlaneScale }) {
  const { action, advantage } = useLookOptions();
  const better = advantage === 'better';
  return (
    <PlanePoint
      at={action}
      scale={scale}
      label={m.action()}
      reading={better ? m.better() : m.worse()}
      onMove={(to) => useLookOptions.setState({ action: to })}
    >
      <path className={styles.diamond} d="M0 -9L9 0L0 9L-9 0Z" />
      <path className={styles.sign} d={better ? 'M-4 0H4M0 -4V4' : 'M-4 0H4'} />
    </PlanePoint>
  );
}
