import { useDeferredValue } from 'react';

/**
 * Whether what can wait is to be shown: not in the component's first picture, but right after it, in slices that a key or a
 * pointer comes before.
 */
export function useSecondPicture(): boolean {
  return useDeferredValue(true, false);
}
