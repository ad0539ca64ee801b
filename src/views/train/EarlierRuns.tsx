import * as m from '#words/train';
import { Button } from '../../components/Button.tsx';
import { methodName } from '../../components/runMethod.ts';
import { environmentById } from '../../environments/environmentById.ts';
import { iterationsInBudget } from '../../experiments/budget.ts';
import type { KeptRun } from '../../keeping/keptRun.ts';
import { useKeeper } from '../../store/kept.ts';
import { currentLocale } from '../../words/locale.ts';
import styles from './EarlierRuns.module.css';

/** Runs of earlier visits that were over, kept in the browser; folded. */
export function EarlierRuns() {
  const past = useKeeper((state) => state.past);
  const { open, forget } = useKeeper.getState();
  const over = past.filter(({ ended }) => ended).toSorted((a, b) => Number(b.pinned) - Number(a.pinned));
  if (over.length === 0) return null;
  return (
    <details className={styles.earlier}>
      <summary>{m.earlierRuns({ count: over.length })}</summary>
      <ul>
        {over.map((run) => (
          <li key={run.key} className={styles.run}>
            <div className={styles.words}>
              <p className={styles.name}>{run.name}</p>
              <p className={styles.status}>{statusOf(run)}</p>
            </div>
            <Button variant="plain" onClick={() => open(run)} title={m.showLeft()}>
              {m.open()}
              <span className="visually-hidden"> {run.name}</span>
            </Button>
            <Button
              variant="plain"
              onClick={() => forget([run])}
              aria-label={m.forgetRun({ name: run.name })}
            >
              ✕
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}

function statusOf({ configuration, iteration, when, pinned }: KeptRun): string {
  const status = {
    method: methodName(configuration),
    task: environmentById(configuration.environment).name,
    iteration,
    last: iterationsInBudget(configuration),
    date: new Date(when).toLocaleDateString(currentLocale(), { day: 'numeric', month: 'short' }),
  };
  return pinned ? m.earlierPinned(status) : m.earlierStatus(status);
}
