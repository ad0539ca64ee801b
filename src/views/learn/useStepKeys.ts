import { useEffect, useRef } from 'react';
import type { Steps } from './useSteps.ts';

/** What takes arrow keys for itself, by tag or by role. */
const TAKES_ARROWS: readonly string[] = [
  ...['input', 'select', 'textarea'],
  ...['slider', 'radio', 'tab', 'combobox', 'option'].map((role) => `[role=${role}]`),
];
/** What the space bar presses. */
const TAKES_SPACE: readonly string[] = ['button', 'a', 'summary', 'input'];

function within(target: Element | null, kinds: readonly string[]): boolean {
  return target?.closest(kinds.join()) != null;
}

/** Where a key leads, one step on or back; `null` for other keys. */
export function stepOf(key: string, present: boolean): 1 | -1 | null {
  switch (key) {
    case 'ArrowRight':
    case 'PageDown':
      return 1;
    case 'ArrowLeft':
    case 'PageUp':
      return -1;
    // Elsewhere they scroll the page.
    case 'ArrowDown':
    case ' ':
      return present ? 1 : null;
    case 'ArrowUp':
      return present ? -1 : null;
    default:
      return null;
  }
}

/** Arrows and page keys (those of a clicker) step through a chapter; Escape leaves the presentation. */
export function useStepKeys(steps: Steps): void {
  const latest = useRef(steps);
  latest.current = steps;
  useEffect(() => {
    const handle = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const { present, turn, go, index, setPresent } = latest.current;
      const target = event.target instanceof Element ? event.target : null;
      if (event.key === 'Escape' && present) {
        event.preventDefault();
        setPresent(false);
        return;
      }
      const by = stepOf(event.key, present);
      if (by === null) return;
      if (event.key.startsWith('Arrow') && within(target, TAKES_ARROWS)) return;
      if (event.key === ' ' && within(target, TAKES_SPACE)) return;
      event.preventDefault();
      if (present) turn(by);
      else go(index + by);
    };
    addEventListener('keydown', handle);
    return () => removeEventListener('keydown', handle);
  }, []);
}
