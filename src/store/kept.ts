import { KeptRuns } from '../keeping/keptRuns.ts';
import { heldRuns, holdRun } from '../keeping/runLock.ts';
import { createKeeper } from './keeper.ts';
import { useNotices } from './notices.ts';
import { useTrainStore } from './train.ts';

/** Keeps the runs of the page. */
export const useKeeper = createKeeper({
  train: useTrainStore,
  kept: new KeptRuns(),
  hold: holdRun,
  held: heldRuns,
  now: () => performance.now(),
  date: () => Date.now(),
  say: (said) => useNotices.getState().post(said, 'problem'),
});

/** Looks what there is, and again whenever the page is looked at; what is there is written when it is left. Call once. */
export function followPage(): void {
  const { hurry, refresh } = useKeeper.getState();
  addEventListener('pagehide', hurry);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') hurry();
    // Another tab may have been closed, or have taken a run up.
    else void refresh();
  });
  void refresh();
}
