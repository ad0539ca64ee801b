import { type RefObject, useEffect } from 'react';

/**
 * Keeps the page from scrolling under a finger that comes down on something with `touch-action: none` in a drawing.
 * Browsers heed that at the root of an SVG alone, and there it would leave no way to scroll past the drawing.
 * @returns ends it
 */
export function keepPageStill(element: Element): () => void {
  const hold = (event: Event) => {
    const { target } = event;
    if (!(target instanceof SVGElement) || !event.cancelable) return;
    if (getComputedStyle(target).touchAction === 'none') event.preventDefault();
  };
  // Not through React, whose touch listeners cannot keep the page from scrolling.
  element.addEventListener('touchstart', hold, { passive: false });
  return () => element.removeEventListener('touchstart', hold);
}

/** {@link keepPageStill} as long as a component is there. */
export function useStillPage(frame: RefObject<Element | null>): void {
  useEffect(() => (frame.current === null ? undefined : keepPageStill(frame.current)), [frame]);
}
