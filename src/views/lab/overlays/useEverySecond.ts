import { useEffect, useReducer, useRef } from 'react';

/**
 * A value that is read rather than watched: while a hand moves it, what is shown of it follows at every second change, and
 * catches up in the frame after the last. What a frame of a drag does is spread over two.
 *
 * @param moving without it the value is followed at once
 * @param turn 0 or 1: two of different turns do not change in the same frame
 */
export function useEverySecond<Value>(value: Value, moving: boolean, turn: 0 | 1): Value {
  const shown = useRef(value);
  const known = useRef(value);
  const changes = useRef<number>(turn);
  const [, catchUp] = useReducer((times: number) => times + 1, 0);
  if (!moving) {
    shown.current = value;
    changes.current = turn;
  } else if (known.current !== value) {
    changes.current++;
    if (changes.current % 2 === 0) shown.current = value;
  }
  known.current = value;
  const late = shown.current !== value;
  // biome-ignore lint/correctness/useExhaustiveDependencies: with every change the wait begins anew
  useEffect(() => {
    if (!late) return;
    // The next frame's own change comes first, if there is one.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        shown.current = known.current;
        catchUp();
      });
    });
    return () => cancelAnimationFrame(frame);
  }, [late, value]);
  return shown.current;
}
