import * as m from '#words/train';
import { NumberField } from '../../components/NumberField.tsx';
import { Switch } from '../../components/Switch.tsx';
import { useTrainStore } from '../../store/train.ts';
import styles from './FieldControl.module.css';

/** What it is at when it is switched on. */
const START = 30;
const LONGEST = 86_400;

/** Ends runs by the clock: a setting of this page and not of a run, since it repeats on no other. */
export function TimeLimit() {
  const seconds = useTrainStore((state) => state.stopAfterSeconds);
  const limitTime = useTrainStore((state) => state.limitTime);
  return (
    <div className={styles.field}>
      <Switch
        label={m.stopAfterTime()}
        checked={seconds !== null}
        onChange={(on) => limitTime(on ? START : null)}
      />
      {seconds === null ? null : (
        <div className={styles.row}>
          <NumberField
            label={m.seconds()}
            value={seconds}
            onChange={limitTime}
            minimum={1}
            maximum={LONGEST}
            integer
          />
        </div>
      )}
      <p className="quiet">{m.stopAfterTimeHelp()}</p>
    </div>
  );
}
