import { useEffect, useRef, useState } from 'react';

const MILLISECONDS = 360;

/**
 * Follows a value at once, except where `key` changes with it: then it goes there from what is shown, in a moment, unless
 * motion is to be reduced. A value that changes on the way is where it goes.
 *
 * @param between the value at a share 0 … 1 of the way
 */
export function useMorph<Value>(
  value: Value,
  key: unknown,
  between: (from: Value, to: Value, share: number) => Value,
): Value {
  const [share, setShare] = useState(1);
  const from = useRef(value);
  const shown = useRef(value);
  const known = useRef(key);
  const begun = known.current !== key && !matchMedia('(prefers-reduced-motion: reduce)').matches;
  useEffect(() => {
    if (known.current === key) return;
    known.current = key;
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    from.current = shown.current;
    setShare(0);
    const start = performance.now();
    let frame = 0;
    const step = (now: number) => {
      const time = Math.min(1, Math.max(0, (now - start) / MILLISECONDS));
      setShare(1 - (1 - time) ** 3);
      if (time < 1) frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
    return () => {
      cancelAnimationFrame(frame);
      setShare(1);
    };
  }, [key]);
  // In the frame in which the key changes, what was shown stays.
  if (!begun) shown.current = share === 1 ? value : between(from.current, value, share);
  return shown.current;
}
