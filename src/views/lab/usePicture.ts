import { startTransition, useEffect, useState } from 'react';

/** The first has what is reached for first, the last has everything. */
export type Picture = 1 | 2 | 3;

/**
 * Which of its pictures a component shows: the first when it appears, the others right after, each in slices that a key or a
 * pointer comes before.
 */
export function usePicture(): Picture {
  const [picture, setPicture] = useState<Picture>(1);
  useEffect(() => {
    if (picture < 3) startTransition(() => setPicture((picture + 1) as Picture));
  }, [picture]);
  return picture;
}
