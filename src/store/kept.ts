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
  say: (sentence) => useNotices.getState().post(sentence, 'problem'),
});

addEventListener('pagehide', () => useKeeper.getState().hurry());
document.addEventListener('visibilitychange', () => {
  const { hurry, refresh } = useKeeper.getState();
  if (document.visibilityState === 'hidden') hurry();
  // Another tab may have been closed, or have taken a run up.
  else void refresh();
});
void useKeeper.getState().refresh();
