import { useMemo } from 'react';
import * as m from '#words/compare';
import { Button } from '../../components/Button.tsx';
import { plannedRuns, samePlan } from '../../experiments/comparison/plan.ts';
import { useCompareStore } from '../../store/compare.ts';
import { progressOf } from '../../store/compareStore.ts';
import { formatDuration, formatExpected } from '../../store/trainProgress.ts';
import styles from './RunBar.module.css';

/** Start, pause, cancel; how far it is and how long it takes. */
export function RunBar() {
  const state = useCompareStore();
  const { phase, results, plan, expected, elapsed, workers, found, failures, silent } = state;
  const open = phase === 'running' || phase === 'paused';
  const changed = results !== null && !samePlan(results.plan, plan);
  const planned = useMemo(() => plannedRuns(plan).length, [plan]);
  const runs = open ? results!.runs.length : planned;
  const over = results?.records.filter((record) => record !== null).length ?? 0;
  const share = progressOf(state);
  const time =
    expected === null
      ? m.measuring()
      : m.about({ time: formatExpected(expected), cores: m.cores({ count: workers }) });
  const rest = expected === null ? m.measuringRest() : m.forRest({ time });

  const words = () => {
    if (open) {
      if (phase === 'paused') return m.runsPaused({ over, runs });
      return expected === null
        ? m.runsOf({ over, runs })
        : m.runsLeft({ over, runs, time: formatExpected(expected) });
    }
    if (phase === 'stopped' && !changed && failures.size > 0) {
      const [reason] = failures.values();
      return m.someFailed({ over, runs, failed: failures.size, reason: reason! });
    }
    if (phase === 'stopped' && !changed && found > 0) {
      return over === found ? m.runsWereThere({ over, runs, rest }) : m.runsAreThere({ over, runs, rest });
    }
    if (phase === 'finished' && !changed && found > 0) {
      return found < runs
        ? m.foundSome({ found, runs, time: formatDuration(elapsed) })
        : m.foundAll({ found, runs });
    }
    if (phase === 'stopped' && !changed) return m.cancelled({ over, runs, rest });
    if (phase === 'finished' && !changed) return m.runsIn({ runs, time: formatDuration(elapsed) });
    return changed ? m.runsWillEarlier({ runs, time }) : m.runsWill({ runs, time });
  };
  return (
    <section className={styles.bar} aria-label={m.runs()}>
      <div className={styles.buttons}>
        {open ? (
          <>
            {phase === 'running' ? (
              <Button variant="primary" onClick={state.pause}>
                {m.pause()}
              </Button>
            ) : (
              <Button variant="primary" onClick={state.resume}>
                {m.resume()}
              </Button>
            )}
            <Button onClick={state.cancel}>{m.cancel()}</Button>
          </>
        ) : (
          <Button variant="primary" onClick={state.start} disabled={planned === 0}>
            {phase === 'stopped' && !changed
              ? m.goOn()
              : phase === 'finished' && !changed
                ? m.runAgain()
                : m.start()}
          </Button>
        )}
        {open || changed || over === 0 ? null : (
          <Button onClick={state.clear} title={m.forget()}>
            {m.clear()}
          </Button>
        )}
      </div>
      <p className={styles.words} role="status">
        {words()}
      </p>
      {open && silent ? (
        <p className={styles.words} role="alert">
          {m.silentWorker()}
        </p>
      ) : null}
      {results === null ? null : (
        <progress
          className={styles.progress}
          max={1}
          value={changed && !open ? 0 : share}
          aria-label={m.progress()}
        />
      )}
    </section>
  );
}
