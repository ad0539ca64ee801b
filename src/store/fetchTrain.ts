import * as m from '#words/links';
import { useNotices } from './notices.ts';
import type { TrainStore } from './trainState.ts';

/** The store of Train. All that trains comes with the first of these calls; where it does not come, that is told, and the answer is `null`. */
export async function fetchTrain(): Promise<{ getState(): TrainStore } | null> {
  try {
    return (await import('./train.ts')).useTrainStore;
  } catch {
    useNotices.getState().post(m.partMissing, 'problem');
    return null;
  }
}

/** The same where somebody seems about to need it. */
export function fetchTrainAhead(): void {
  // Whoever then asks for it is told if it does not come.
  import('./train.ts').catch(() => {});
}
