import { type RefObject, useLayoutEffect, useState } from 'react';

/** Before it is known, which is before anything is on the screen. */
const GUESS = 600;

/** Width of an element in CSS pixels, followed. */
export function useWidth(ref: RefObject<HTMLElement | null>): number {
  return useMeasuredWidth(ref) ?? GUESS;
}

/** The same, and `null` before it is known: for what costs too much to be drawn twice. */
export function useMeasuredWidth(ref: RefObject<HTMLElement | null>): number | null {
  const [width, setWidth] = useState<number | null>(null);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    setWidth(element.clientWidth);
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return width;
}
