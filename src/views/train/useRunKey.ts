import { useEffect } from 'react';
import * as m from '#words/agents';

/** What uses the space bar itself, or is being typed into. */
// not words: a selector
const BUSY =
  'button, a[href], input, select, textarea, summary, [contenteditable], [role="slider"], [role="radio"], [role="switch"]';

/** What a button says that the space bar presses. */
export function spaceBar(word: string) {
  return { title: m.spaceBar({ word }), 'aria-keyshortcuts': 'Space' };
}

/** The space bar starts, pauses and resumes, wherever the focus is on nothing that has a use for it. */
export function useRunKey(toggle: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== ' ' || event.repeat || event.defaultPrevented) return;
      if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
      if (event.target instanceof Element && event.target.closest(BUSY) !== null) return;
      // Else the page would scroll.
      event.preventDefault();
      toggle();
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [toggle]);
}
