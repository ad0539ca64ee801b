import { useCallback, useRef, useState } from 'react';
import { fetchTrain } from '../../../store/fetchTrain.ts';
import type { TrainStore } from '../../../store/trainState.ts';

/** Does something with Train from a chapter, which opens without the code for it; one thing at a time, `busy` meanwhile. */
export function useTrainer() {
  const [busy, setBusy] = useState(false);
  const waiting = useRef(false);
  const act = useCallback(async (what: (train: TrainStore) => unknown) => {
    if (waiting.current) return;
    waiting.current = true;
    setBusy(true);
    try {
      const store = await fetchTrain();
      if (store !== null) await what(store.getState());
    } finally {
      waiting.current = false;
      setBusy(false);
    }
  }, []);
  return { busy, act };
}
