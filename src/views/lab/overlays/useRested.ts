import { type RefObject, startTransition, useEffect, useRef, useState } from 'react';

/** Whether an element is on the screen, or nearly. */
export function useInSight(element: RefObject<Element | null>): boolean {
  const [seen, setSeen] = useState(true);
  useEffect(() => {
    if (element.current === null) return;
    const observer = new IntersectionObserver((entries) => setSeen(entries.at(-1)?.isIntersecting ?? true), {
      rootMargin: '80px',
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return seen;
}

const REST_MILLISECONDS = 150;

/**
 * A value as it is where it is seen; where it is not, as it was when it last came to rest.
 * @param held a hand holds what changes it: it does not rest, however long a slow processor takes from frame to frame
 */
export function useRested<Value>(value: Value, seen: boolean, held: boolean): Value {
  const shown = useRef(value);
  const [rested, setRested] = useState(value);
  if (seen || rested === value) shown.current = value;
  useEffect(() => {
    if (seen || held) return;
    // In slices: the hand may go on.
    const timer = setTimeout(() => startTransition(() => setRested(value)), REST_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [value, seen, held]);
  return shown.current;
}
