import { useEffect, useState } from 'react';
import { useKeeper } from '../../../store/kept.ts';
import { useTrainStore } from '../../../store/train.ts';

/** Time to read the two sentences. */
const PATIENCE = 3500;
const BUSY_EVENTS = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

/**
 * Starts what Train opens with by itself where nothing has run in this visit, nobody is busy with the page and motion is
 * wanted.
 * @returns whether it is about to
 */
export function useOpening(wanted: boolean, begin: () => void): boolean {
  const untouched = useTrainStore((state) => state.runs.length === 0);
  const [calm, setCalm] = useState(
    () => wanted && untouched && !matchMedia('(prefers-reduced-motion: reduce)').matches,
  );
  // Whoever left a run in the middle decides about that first.
  const offered = useKeeper((state) => state.past.some(({ ended }) => !ended));
  const waiting = calm && untouched && wanted && !offered;
  useEffect(() => {
    if (!waiting) return;
    const stay = () => setCalm(false);
    const timer = setTimeout(() => {
      // In a tab that nobody sees it waits for the button.
      if (document.visibilityState === 'visible') begin();
      else stay();
    }, PATIENCE);
    for (const event of BUSY_EVENTS) addEventListener(event, stay, { passive: true });
    return () => {
      clearTimeout(timer);
      for (const event of BUSY_EVENTS) removeEventListener(event, stay);
    };
  }, [waiting, begin]);
  return waiting;
}
