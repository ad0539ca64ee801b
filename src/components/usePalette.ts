import { useMemo } from 'react';
import { useTheme } from '../store/theme.ts';
import { type Palette, readPalette } from './palette.ts';

/** The colours for canvases; a new object when the colour scheme changes, the same one otherwise. */
export function usePalette(): Palette {
  const scheme = useTheme((state) => state.scheme);
  // The scheme is written to the root element before the store announces it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the scheme decides what the tokens resolve to
  return useMemo(readPalette, [scheme]);
}
