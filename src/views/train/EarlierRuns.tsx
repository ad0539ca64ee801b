import { Button } from '../../components/Button.tsx';
import { methodName } from '../../components/runMethod.ts';
import { environmentById } from '../../environments/environmentById.ts';
import { iterationsInBudget } from '../../experiments/budget.ts';
import { useKeeper } from '../../store/kept.ts';
import styles from './EarlierRuns.module.css';

/** Runs of earlier visits that were over, kept in the browser; folded. */
export function EarlierRuns() {
  const past = useKeeper((state) => state.past);
  const { open, forget } = useKeeper.getState();
  const over = past.filter(({ ended }) => ended).toSorted((a, b) => Number(b.pinned) - Number(a.pinned));
  if (over.length === 0) return null;
  return (
    <details className={styles.earlier}>
      <summary>Earlier runs ({over.length})</summary>
      <ul>
        {over.map((run) => (
          <li key={run.key} className={styles.run}>
            <div className={styles.words}>
              <p className={styles.name}>{run.name}</p>
              <p className={styles.status}>
                {methodName(run.configuration)} · {environmentById(run.configuration.environment).name} ·
                iteration {run.iteration} of {iterationsInBudget(run.configuration)} ·{' '}
                {new Date(run.when).toLocaleDateString(undefined, { day: 'numeric', month: 'short' })}
                {run.pinned ? ' · kept on top' : ''}
              </p>
            </div>
            <Button variant="plain" onClick={() => open(run)} title="Show it where it was left">
              Open<span className="visually-hidden"> {run.name}</span>
            </Button>
            <Button variant="plain" onClick={() => forget([run])} aria-label={`Forget ${run.name}`}>
              ✕
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}
