import { useMemo } from 'react';
import { type ChapterId, learnLink } from '../../experiments/learn.ts';
import { openLink, replaceAddress, useRoute } from '../../store/route.ts';
import { useChapters } from './chapters.ts';

/** More than any chapter has: the last one. */
const LAST_STEP = 99;

export interface Steps {
  /** Counted from 0. */
  readonly index: number;
  readonly present: boolean;
  readonly go: (index: number) => void;
  /** To the next step or the one before; from the ends into the neighbouring chapter. */
  readonly turn: (by: 1 | -1) => void;
  readonly setPresent: (present: boolean) => void;
}

/** Where the reader is in a chapter: the address says it, and follows. */
export function useSteps(chapter: ChapterId, count: number): Steps {
  const chapters = useChapters();
  const index = useRoute(({ link }) =>
    link.view === 'learn' && link.page === chapter ? Math.min(link.step, count) - 1 : 0,
  );
  const present = useRoute(({ link }) => link.view === 'learn' && link.present);
  return useMemo(() => {
    const go = (to: number) => {
      if (to !== index && to >= 0 && to < count) replaceAddress(learnLink(chapter, to + 1, present));
    };
    return {
      index,
      present,
      go,
      turn: (by) => {
        if (index + by >= 0 && index + by < count) {
          go(index + by);
          return;
        }
        const neighbour = chapters[chapters.findIndex(({ id }) => id === chapter) + by];
        if (neighbour) openLink(learnLink(neighbour.id, by === 1 ? 1 : LAST_STEP, present));
      },
      setPresent: (wanted) => replaceAddress(learnLink(chapter, index + 1, wanted)),
    };
  }, [chapters, chapter, count, index, present]);
}
