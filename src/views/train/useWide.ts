import { useMedia } from './useMedia.ts';

/** Wide enough for the rail beside the panels; the same number is in InstrumentView.module.css. */
export function useWide(): boolean {
  return useMedia('(min-width: 1100px)');
}

/** One column; the same number is in the panels' styles. */
export function useNarrow(): boolean {
  return useMedia('(max-width: 699px)');
}
