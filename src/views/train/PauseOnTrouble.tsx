import * as m from '#words/train';
import { Switch } from '../../components/Switch.tsx';
import { useTrainStore } from '../../store/train.ts';
import styles from './FieldControl.module.css';

/** Whether the page holds a run where it goes wrong. */
export function PauseOnTrouble() {
  const pauses = useTrainStore((state) => state.pausesOnTrouble);
  const pauseOnTrouble = useTrainStore((state) => state.pauseOnTrouble);
  return (
    <div className={styles.field}>
      <Switch label={m.pauseOnTrouble()} checked={pauses} onChange={pauseOnTrouble} />
      <p className="quiet">{m.pauseOnTroubleHelp()}</p>
    </div>
  );
}
