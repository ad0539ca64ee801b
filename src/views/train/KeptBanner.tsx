import * as m from '#words/train';
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
    <section className={styles.banner} aria-label={m.keptRuns()}>
      <p>
        {two
          ? m.twoUnderWay({ one: place(runs[0]!), other: place(runs[1]!) })
          : m.oneUnderWay({ run: place(runs[0]!) })}
      </p>
      <div className={styles.actions}>
        <Button variant="primary" onClick={goOn}>
          {two ? m.resumeBoth() : m.resume()}
          <span className="visually-hidden"> {names(runs)}</span>
        </Button>
        <Button onClick={() => forget(runs)}>
          {two ? m.forgetBoth() : m.forget()}
          <span className="visually-hidden"> {names(runs)}</span>
        </Button>
      </div>
    </section>
  );
}

function place({ name, iteration, configuration }: KeptRun): string {
  return m.runPlace({ name, iteration, last: iterationsInBudget(configuration) });
}

function names(runs: readonly KeptRun[]): string {
  const [one, other] = runs.map(({ name }) => name);
  return other === undefined ? one! : m.twoNames({ one: one!, other });
}
