import { useRef } from 'react';

/**
 * For a slider that a finger may come down on to scroll the page: it is set at once, and set back when the browser takes
 * the finger for scrolling.
 * @returns what the slider listens to
 */
export function useScrollPast<Value>(value: Value, setBack: (value: Value) => void) {
  const before = useRef(value);
  return {
    onPointerDownCapture: () => {
      before.current = value;
    },
    onPointerCancel: () => setBack(before.current),
  };
}
