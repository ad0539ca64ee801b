import { useCallback, useId, useRef } from 'react';
import { Button } from '../../components/Button.tsx';
import { putText, useFrameWriter } from '../../components/useFrameWriter.ts';
import { currentRun, useTrainStore } from '../../store/train.ts';
import { formatDuration, replayProgress } from '../../store/trainProgress.ts';
import type { TrainRun } from '../../store/trainRun.ts';
import styles from './ReplayBar.module.css';

/** While a link's run is trained again up to its iteration: how far it is, and the way out. */
export function ReplayBar() {
  const run = useTrainStore(currentRun);
  if (run === null) return null;
  if (run.origin !== null && run.phase === 'preparing') return <FindingOrigin run={run} />;
  if (run.until === null) return null;
  if (run.phase === 'preparing' || run.phase === 'running') {
    return <Replaying key={run.id} run={run} until={run.until} />;
  }
  if (run.phase !== 'paused' || run.standing?.iteration !== run.until) return null;
  return (
    <p className={styles.reached} role="status">
      Iteration {run.until}, as the link says. Resume trains on from here.
    </p>
  );
}

/** While the run that this one goes on from is trained again. */
function FindingOrigin({ run: { origin } }: { readonly run: TrainRun }) {
  const stop = useTrainStore((state) => state.stop);
  return (
    <div className={styles.replay}>
      <p className={styles.label} role="status">
        {origin?.name} is trained up to iteration {origin?.iteration}, where this run goes on
      </p>
      <Button onClick={stop}>Cancel</Button>
    </div>
  );
}

function Replaying({ run, until }: { readonly run: TrainRun; readonly until: number }) {
  const { feed } = run;
  const stop = useTrainStore((state) => state.stop);
  const id = useId();
  const bar = useRef<HTMLProgressElement>(null);
  const words = useRef<HTMLSpanElement>(null);

  const write = useCallback(() => {
    const { latest, fraction } = feed;
    const { done, share, seconds } = replayProgress(
      latest?.iteration ?? 0,
      fraction,
      until,
      latest?.seconds ?? 0,
    );
    if (bar.current) bar.current.value = share;
    const left = seconds === null ? '' : ` · ${formatDuration(seconds)} left`;
    putText(words.current, `${done} of ${until}${left}`);
  }, [feed, until]);
  useFrameWriter(feed, write);

  return (
    <div className={styles.replay}>
      <label htmlFor={id} className={styles.label}>
        Replaying to iteration {until}
      </label>
      <progress id={id} ref={bar} className={styles.bar} max={1} value={0} />
      <span ref={words} className={styles.words} />
      <Button onClick={stop} title="End the replay here and keep what it has shown">
        Cancel
      </Button>
    </div>
  );
}
