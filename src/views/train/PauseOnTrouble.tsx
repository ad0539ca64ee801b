import { Switch } from '../../components/Switch.tsx';
import { useTrainStore } from '../../store/train.ts';
import styles from './FieldControl.module.css';

/** Whether the page holds a run where it goes wrong. */
export function PauseOnTrouble() {
  const pauses = useTrainStore((state) => state.pausesOnTrouble);
  const pauseOnTrouble = useTrainStore((state) => state.pauseOnTrouble);
  return (
    <div className={styles.field}>
      <Switch label="Pause when it goes wrong" checked={pauses} onChange={pauseOnTrouble} />
      <p className="quiet">
        A loss that explodes, an entropy that collapses, a return that is lost again: the run pauses once for
        each, and so does one that races it.
      </p>
    </div>
  );
}
