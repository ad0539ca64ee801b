import { useCallback, useId, useRef } from 'react';
import * as m from '#words/train';
import { Button } from '../../components/Button.tsx';
import { putText, useFrameWriter } from '../../components/useFrameWriter.ts';
import { useTrainStore } from '../../store/train.ts';
import { formatDuration, replayProgress } from '../../store/trainProgress.ts';
import type { TrainRun } from '../../store/trainRun.ts';
import { currentRun } from '../../store/trainSelection.ts';
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
      {m.replayReached({ iteration: run.until })}
    </p>
  );
}

/** While the run that this one goes on from is trained again. */
function FindingOrigin({ run: { origin } }: { readonly run: TrainRun }) {
  const stop = useTrainStore((state) => state.stop);
  return (
    <div className={styles.replay}>
      <p className={styles.label} role="status">
        {origin && m.findingOrigin(origin)}
      </p>
      <Button onClick={stop}>{m.cancel()}</Button>
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
    const text =
      seconds === null
        ? m.atOf({ at: done, last: until })
        : m.replayLeft({ done, until, time: formatDuration(seconds) });
    putText(words.current, text);
  }, [feed, until]);
  useFrameWriter(feed, write);

  return (
    <div className={styles.replay}>
      <label htmlFor={id} className={styles.label}>
        {m.replaying({ until })}
      </label>
      <progress id={id} ref={bar} className={styles.bar} max={1} value={0} />
      <span ref={words} className={styles.words} />
      <Button onClick={stop} title={m.cancelReplay()}>
        {m.cancel()}
      </Button>
    </div>
  );
}
