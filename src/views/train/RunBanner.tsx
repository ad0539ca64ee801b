import * as m from '#words/train';
import { Button } from '../../components/Button.tsx';
import { canGoOn } from '../../store/goingOn.ts';
import { useTrainStore } from '../../store/train.ts';
import { isLive, type TrainRun } from '../../store/trainRun.ts';
import { currentRun, overlayRun } from '../../store/trainSelection.ts';
import styles from './RunBanner.module.css';
import { TroubleNote } from './TroubleNote.tsx';

/** What went wrong with the run on show and the one beside it, and what to do about it. */
export function RunBanner() {
  const run = useTrainStore(currentRun);
  const beside = useTrainStore(overlayRun);
  return (
    <div role="status" className={styles.banners}>
      {run === null ? null : <RunTroubles run={run} />}
      {beside === null ? null : <TroubleNote run={beside} />}
    </div>
  );
}

function RunTroubles({ run }: { readonly run: TrainRun }) {
  const { failure, fallbacks, engine, configuration } = run;
  const refused =
    configuration.engine !== 'auto' &&
    engine !== null &&
    engine.id !== configuration.engine &&
    fallbacks.length === 0;
  return (
    <>
      {refused ? (
        <p className={styles.note}>
          {m.askedFor({
            asked: ENGINES[configuration.engine as 'webgpu' | 'simd'],
            engine: ENGINES[engine.id],
            reason: engine.reason,
          })}
        </p>
      ) : null}
      {fallbacks.map((event) => (
        <p key={`${event.from}-${event.iteration}`} className={styles.note}>
          {m.gaveUp({
            from: ENGINES[event.from],
            reason: event.reason,
            iteration: event.iteration,
            to: ENGINES[event.to],
          })}
        </p>
      ))}
      <TroubleNote run={run} />
      {failure === null ? null : (
        <div className={styles.problem}>
          <p className={styles.head}>{m.couldNotGoOn()}</p>
          <p>{failure}</p>
          {canGoOn(run) ? <Revival run={run} /> : null}
        </div>
      )}
      {run.silent && isLive(run) ? (
        <div className={styles.problem}>
          <p className={styles.head}>{m.noAnswer()}</p>
          <p>{m.noAnswerText()}</p>
          <Revival run={run} />
        </div>
      ) : null}
    </>
  );
}

/** The way on from the last checkpoint, in a new worker. */
function Revival({ run }: { readonly run: TrainRun }) {
  const revive = useTrainStore((state) => state.revive);
  const iteration = run.checkpoints.latest?.iteration ?? 0;
  return (
    <div className={styles.ways}>
      <Button onClick={() => revive(run.id)}>
        {iteration > 0 ? m.goOnFrom({ iteration }) : m.startAgain()}
      </Button>
    </div>
  );
}

const ENGINES = { webgpu: 'WebGPU', simd: 'WebAssembly' } as const;
