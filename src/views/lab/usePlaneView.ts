import { useCallback, useEffect, useRef, useState } from 'react';
import type { Point } from './labGeometry.ts';
import { betweenViews, fitView, type PlaneOutline, type PlaneView, settleView, zoomed } from './planeView.ts';

const GLIDE_MILLISECONDS = 260;
const ZOOM = 1.6;

export interface PlaneViewHandle {
  readonly view: PlaneView;
  readonly fitPair: () => void;
  /** Steps of zoom, + nearer, keeping a point where it is on the screen. */
  readonly zoom: (steps: number, around: Point) => void;
  /** A hand moves it: what it makes of the view is shown at once. */
  readonly move: (change: (view: PlaneView) => PlaneView) => void;
  /** A gesture is over: fits again where something is out of sight or too small, unless the reader zoomed. */
  readonly settle: () => void;
}

/**
 * What part of the plane is in sight: stable while something is dragged, gliding when it has to change.
 *
 * @param first what it is fitted to at first, where that is not what is shown
 */
export function usePlaneView(
  outlines: readonly PlaneOutline[],
  openings: number,
  first?: () => readonly PlaneOutline[],
): PlaneViewHandle {
  const [view, setView] = useState(() => fitView(first?.() ?? outlines));
  const shown = useRef(view);
  const target = useRef(view);
  const frame = useRef(0);
  const chosen = useRef(false);
  const latest = useRef(outlines);
  latest.current = outlines;

  const glide = useCallback((to: PlaneView) => {
    if (to === target.current) return;
    target.current = to;
    cancelAnimationFrame(frame.current);
    const from = shown.current;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const start = performance.now();
    const step = (now: number) => {
      const time = still ? 1 : Math.min(1, Math.max(0, (now - start) / GLIDE_MILLISECONDS));
      shown.current = time === 1 ? to : betweenViews(from, to, 1 - (1 - time) ** 3);
      setView(shown.current);
      if (time < 1) frame.current = requestAnimationFrame(step);
    };
    step(start);
  }, []);

  useEffect(() => () => cancelAnimationFrame(frame.current), []);

  const fitPair = useCallback(() => {
    chosen.current = false;
    glide(fitView(latest.current));
  }, [glide]);

  const zoom = useCallback(
    (steps: number, around: Point) => {
      chosen.current = true;
      glide(zoomed(target.current, ZOOM ** steps, around));
    },
    [glide],
  );

  const move = useCallback((change: (view: PlaneView) => PlaneView) => {
    cancelAnimationFrame(frame.current);
    chosen.current = true;
    shown.current = target.current = change(shown.current);
    setView(shown.current);
  }, []);

  const settle = useCallback(() => {
    if (!chosen.current) glide(settleView(target.current, latest.current));
  }, [glide]);

  const opened = useRef(openings);
  useEffect(() => {
    if (opened.current === openings) return;
    opened.current = openings;
    fitPair();
  }, [openings, fitPair]);

  return { view, fitPair, zoom, move, settle };
}
