import { useSyncExternalStore } from 'react';

/** Wide enough for the rail beside the panels; the same number is in InstrumentView.module.css. */
const query = matchMedia('(min-width: 1100px)');

function subscribe(listener: () => void): () => void {
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

export function useWide(): boolean {
  return useSyncExternalStore(subscribe, () => query.matches);
}
