import { useEffect } from 'react';
import type { Announcer } from '../store/announcer.ts';

/**
 * Writes what changes several times a second past React: at once, then at most once a frame after the source has
 * announced a change. `write` is memoised; without a source it writes once.
 */
export function useFrameWriter(source: Announcer | null, write: () => void): void {
  useEffect(() => {
    let frame = 0;
    write();
    const stop = source?.subscribe(() => {
      if (frame !== 0) return;
      frame = requestAnimationFrame(() => {
        frame = 0;
        write();
      });
    });
    return () => {
      stop?.();
      cancelAnimationFrame(frame);
    };
  }, [source, write]);
}

/** Sets the text of an element where it is another one. */
export function putText(element: Element | null | undefined, text: string): void {
  if (element && element.textContent !== text) element.textContent = text;
}
