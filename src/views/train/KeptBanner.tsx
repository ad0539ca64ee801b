import { Button } from '../../components/Button.tsx';
import { iterationsInBudget } from '../../experiments/budget.ts';
import type { KeptRun } from '../../keeping/keptRun.ts';
import { useKeeper } from '../../store/kept.ts';
import { watchSpeed } from '../../store/pace.ts';
import { useTrainStore } from '../../store/train.ts';
import { isLive } from '../../store/trainRun.ts';
import styles from './KeptBanner.module.css';

/** Runs that were under way when the page was closed, and the way back to them; while nothing trains. */
export function KeptBanner() {
  const past = useKeeper((state) => state.past);
  const live = useTrainStore(({ runs }) => runs.some(isLive));
  const { resume, forget } = useKeeper.getState();
  const newest = past.find(({ ended }) => !ended);
  if (live || newest === undefined) return null;
  const runs = past
    .filter(({ ended, visit }) => !ended && visit === newest.visit)
    .toSorted((a, b) => Number(b.shown) - Number(a.shown))
    .slice(0, 2);
  const two = runs.length === 2;
  const goOn = () => {
    const { layout, limitSpeed } = useTrainStore.getState();
    // A duel is there to be watched, and its controls say so.
    if (two && layout === 'duel') limitSpeed(watchSpeed(runs[0]!.configuration));
    return resume(runs);
  };
  return (
    <section className={styles.banner} aria-label="Runs of an earlier visit">
      <p>
        {two ? 'Two runs were' : 'A run was'} under way when this page was closed: {place(runs[0]!)}
        {two ? <>; and {place(runs[1]!)}</> : null}.
      </p>
      <div className={styles.actions}>
        <Button variant="primary" onClick={goOn}>
          Resume{two ? ' both' : ''}
          <span className="visually-hidden"> {names(runs)}</span>
        </Button>
        <Button onClick={() => forget(runs)}>
          Forget{two ? ' both' : ''}
          <span className="visually-hidden"> {names(runs)}</span>
        </Button>
      </div>
    </section>
  );
}

function place({ name, iteration, configuration }: KeptRun) {
  return (
    <>
      <strong>{name}</strong>, iteration {iteration} of {iterationsInBudget(configuration)}
    </>
  );
}

function names(runs: readonly KeptRun[]): string {
  return runs.map(({ name }) => name).join(' and ');
}
