import { useEffect, useRef, useState } from 'react';
import type { LabConfiguration } from '../../../experiments/lab.ts';
import { isFirstVisit, rememberVisit } from './firstVisit.ts';
import { OPENING_MILLISECONDS, openingLab } from './openingDrag.ts';

/** The proposal drags itself; then it is the reader's turn; `null` when the opening is over or never was. */
export type OpeningPhase = 'playing' | 'inviting' | null;

/** What says that a reader is there already. */
const INPUTS = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;
/** An input cuts the drag short: the rest of the way takes this long. */
const SKIP_MILLISECONDS = 160;

/**
 * The first ten seconds of a first visit: the proposal drags itself once. It is drawn, not done: neither the configuration
 * nor the address nor the steps of undo know of it.
 *
 * @param lab the pair to show
 * @param asked the configuration; when it changes, the reader has taken over
 * @param ready the drag waits for it: while the page around it is still being drawn, both would take longer
 * @returns the pair to draw
 */
export function useOpening(
  lab: LabConfiguration,
  asked: LabConfiguration,
  ready: boolean,
): { readonly phase: OpeningPhase; readonly lab: LabConfiguration } {
  // From the first picture on, so that nothing is drawn twice and nothing flashes.
  const [phase, setPhase] = useState(firstPhase);
  const [share, setShare] = useState(phase === 'playing' ? 0 : 1);
  const begin = useRef(asked);
  const waits = useRef(!ready);
  waits.current = !ready;

  useEffect(() => {
    if (phase !== null) rememberVisit();
    if (phase !== 'playing') return;
    let frame = 0;
    let last: number | null = null;
    let time = 0;
    let span = OPENING_MILLISECONDS;
    const step = (now: number) => {
      // A page in the background stands still and goes on where it was.
      if (!waits.current) {
        time += Math.min(100, now - (last ?? now)) / span;
        last = now;
        setShare(Math.min(1, time));
      }
      if (time < 1) frame = requestAnimationFrame(step);
      else setPhase('inviting');
    };
    frame = requestAnimationFrame(step);
    const skip = () => {
      span = SKIP_MILLISECONDS;
    };
    for (const input of INPUTS) addEventListener(input, skip, { capture: true, passive: true });
    return () => {
      cancelAnimationFrame(frame);
      for (const input of INPUTS) removeEventListener(input, skip, { capture: true });
    };
  }, [phase]);

  const taken = asked !== begin.current;
  useEffect(() => {
    if (!taken) return;
    setPhase(null);
    setShare(1);
  }, [taken]);

  return taken || phase !== 'playing'
    ? { phase: taken ? null : phase, lab }
    : { phase, lab: openingLab(lab, share) };
}

function firstPhase(): OpeningPhase {
  if (!isFirstVisit()) return null;
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 'inviting' : 'playing';
}
