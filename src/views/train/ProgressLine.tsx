import { useCallback, useRef } from 'react';
import * as m from '#words/train';
import { formatCount } from '../../components/axisTicks.ts';
import { runLine } from '../../components/runLine.ts';
import { methodName } from '../../components/runMethod.ts';
import { putText, useFrameWriter } from '../../components/useFrameWriter.ts';
import { usePalette } from '../../components/usePalette.ts';
import type { EngineId } from '../../engines/engine.ts';
import { ENGINE_NAMES } from '../../store/engineNames.ts';
import { useTrainStore } from '../../store/train.ts';
import { formatExpected, secondsLeft } from '../../store/trainProgress.ts';
import { runStatus, type TrainRun } from '../../store/trainRun.ts';
import { currentRun } from '../../store/trainSelection.ts';
import type { EngineTrial } from '../../training/engineChoice.ts';
import styles from './ProgressLine.module.css';

/** Where the run on show is. Its numbers are written past React and keep their places. */
export function ProgressLine() {
  const run = useTrainStore(currentRun);
  return (
    <section className={styles.line} aria-label={m.progress()}>
      {run === null ? <p>{m.nothingRun()}</p> : <RunProgress key={run.id} run={run} />}
    </section>
  );
}

function RunProgress({ run }: { readonly run: TrainRun }) {
  const { feed, configuration, engine } = run;
  const bar = useRef<HTMLDivElement>(null);
  const iteration = useRef<HTMLSpanElement>(null);
  const steps = useRef<HTMLSpanElement>(null);
  /** Without the budget, where there is no room for it. */
  const bare = useRef<HTMLSpanElement>(null);
  const speed = useRef<HTMLSpanElement>(null);
  const left = useRef<HTMLSpanElement>(null);
  const running = run.phase === 'running';
  const palette = usePalette();

  const write = useCallback(() => {
    const perIteration = configuration.environments * configuration.stepsPerIteration;
    const { latest, fraction } = feed;
    const done = latest?.steps ?? 0;
    const partial = Math.min(configuration.steps, done + fraction * perIteration);
    if (bar.current) bar.current.style.transform = `scaleX(${partial / configuration.steps})`;
    putText(iteration.current, m.iterationNow({ shown: formatCount(latest?.iteration ?? 0) }));
    const budget = formatCount(configuration.steps);
    putText(steps.current, m.stepsOf({ steps: formatCount(done), budget }));
    putText(bare.current, m.stepsNow({ steps: formatCount(done) }));
    putText(speed.current, m.speedNow({ speed: latest ? formatCount(latest.stepsPerSecond) : '–' }));
    const seconds = latest
      ? secondsLeft(done, configuration.steps, latest.members.length, latest.stepsPerSecond)
      : null;
    putText(left.current, running && seconds !== null ? m.left({ time: formatExpected(seconds) }) : '');
  }, [feed, configuration, running]);
  useFrameWriter(feed, write);

  return (
    <>
      <div className={styles.track} aria-hidden="true">
        <div ref={bar} className={styles.bar} />
      </div>
      <p className={styles.numbers}>
        <span className={styles.run}>
          <span className={styles.name} style={{ color: runLine(run, palette).ink }}>
            {run.name}
          </span>{' '}
          <span className={styles.method}>{methodName(configuration)}</span>
        </span>
        <span className={styles.status} role="status">
          {runStatus(run)}
        </span>
        <span ref={iteration} className={styles.iteration} />
        <span className={styles.steps}>
          <span ref={steps} className={styles.budget} />
          <span ref={bare} className={styles.bare} />
        </span>
        <span ref={speed} className={styles.speed} />
        <span ref={left} className={styles.left} />
      </p>
      {engine === null ? null : (
        <details className={styles.engine}>
          <summary>
            {m.onEngine({ engine: engine.description })}
            <OtherTrial trials={engine.trials} chosen={engine.id} />
          </summary>
          <p className={styles.reason}>
            {engine.reason}
            {engine.trials.map((trial) => (
              <span key={trial.engine} className={styles.trial}>
                {m.trial({
                  engine: ENGINE_NAMES[trial.engine],
                  speed: formatCount(trial.stepsPerSecond),
                })}
              </span>
            ))}
          </p>
        </details>
      )}
    </>
  );
}

/** The engine that lost the trial, and its speed there. */
function OtherTrial({
  trials,
  chosen,
}: {
  readonly trials: readonly EngineTrial[];
  readonly chosen: EngineId;
}) {
  const other = trials.find(({ engine }) => engine !== chosen);
  if (other === undefined) return null;
  return (
    <span>
      {' '}
      ({ENGINE_NAMES[other.engine]} {formatCount(other.stepsPerSecond)})
    </span>
  );
}
