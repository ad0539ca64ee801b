import type { MouseEvent } from 'react';

/** What a plain click on a link does within the page. With a modifier it stays the browser's: a new tab, a download. */
export function plainClick(act: () => void) {
  return (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    act();
  };
}
