import { useMemo } from 'react';
import { Button } from '../../components/Button.tsx';
import { plannedRuns, samePlan } from '../../experiments/comparison/plan.ts';
import { progressOf, useCompareStore } from '../../store/compare.ts';
import { formatDuration } from '../../store/trainProgress.ts';
import styles from './RunBar.module.css';

/** Start, pause, cancel; how far it is and how long it takes. */
export function RunBar() {
  const state = useCompareStore();
  const { phase, results, plan, expected, elapsed, workers, found } = state;
  const open = phase === 'running' || phase === 'paused';
  const changed = results !== null && !samePlan(results.plan, plan);
  const planned = useMemo(() => plannedRuns(plan).length, [plan]);
  const runs = open ? results!.runs.length : planned;
  const over = results?.records.filter((record) => record !== null).length ?? 0;
  const share = progressOf(state);
  const cores = `${workers} core${workers === 1 ? '' : 's'}`;
  const time =
    expected === null ? 'measuring how long it takes …' : `about ${formatDuration(expected)} on ${cores}`;

  const rest = expected === null ? 'measuring how long the rest takes …' : `${time} for the rest`;

  const words = () => {
    if (open) {
      const left = expected === null ? '' : ` · ${formatDuration(expected)} left`;
      return `${over} of ${runs} runs${phase === 'paused' ? ' · paused' : left}`;
    }
    if (phase === 'stopped' && !changed && found > 0) {
      return `${over} of ${runs} runs ${over === found ? 'were already there' : 'are there'} · ${rest}`;
    }
    if (phase === 'finished' && !changed && found > 0) {
      return `${found} of ${runs} runs were already there${found < runs ? ` · the rest took ${formatDuration(elapsed)}` : ''}`;
    }
    if (phase === 'stopped' && !changed) return `${over} of ${runs} runs · cancelled · ${rest}`;
    if (phase === 'finished' && !changed) return `${runs} runs in ${formatDuration(elapsed)}`;
    const earlier = changed ? ' · below are the results of the earlier plan' : '';
    return `${runs} runs, ${time}${earlier}`;
  };
  return (
    <section className={styles.bar} aria-label="Runs">
      <div className={styles.buttons}>
        {open ? (
          <>
            {phase === 'running' ? (
              <Button variant="primary" onClick={state.pause}>
                Pause
              </Button>
            ) : (
              <Button variant="primary" onClick={state.resume}>
                Resume
              </Button>
            )}
            <Button onClick={state.cancel}>Cancel</Button>
          </>
        ) : (
          <Button variant="primary" onClick={state.start}>
            {phase === 'stopped' && !changed
              ? 'Go on'
              : phase === 'finished' && !changed
                ? 'Run again'
                : 'Start'}
          </Button>
        )}
        {open || changed || over === 0 ? null : (
          <Button onClick={state.clear} title="Forget these results, of earlier visits too">
            Clear
          </Button>
        )}
      </div>
      <p className={styles.words} role="status">
        {words()}
      </p>
      {results === null ? null : (
        <progress
          className={styles.progress}
          max={1}
          value={changed && !open ? 0 : share}
          aria-label="Progress"
        />
      )}
    </section>
  );
}
