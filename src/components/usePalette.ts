import { useMemo, useSyncExternalStore } from 'react';
import { useTheme } from '../store/theme.ts';
import { type Palette, readPalette } from './palette.ts';

/** What else than the scheme decides what the tokens resolve to: paper, and colours that the system chooses. */
const QUERIES = ['print', '(forced-colors: active)'] as const;

function subscribe(listener: () => void): () => void {
  const lists = QUERIES.map((query) => matchMedia(query));
  for (const list of lists) list.addEventListener('change', listener);
  return () => {
    for (const list of lists) list.removeEventListener('change', listener);
  };
}

const matching = () => QUERIES.filter((query) => matchMedia(query).matches).join();

/** The colours for canvases; a new object when the colours of the page change, the same one otherwise. */
export function usePalette(): Palette {
  const scheme = useTheme((state) => state.scheme);
  const media = useSyncExternalStore(subscribe, matching, matching);
  // The scheme is written to the root element before the store announces it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the scheme and the medium decide what the tokens resolve to
  return useMemo(readPalette, [scheme, media]);
}
