import * as m from '#words/learn';
import type { ChapterRow } from './chapters.ts';
import { localChapter } from './prose/localChapter.tsx';

/** The chapters in their order: a folder in chapters/ and a row. */
export const CHAPTERS: readonly ChapterRow[] = [
  {
    id: 'nearest',
    get title() {
      return m.nearestTitle();
    },
    get aim() {
      return m.nearestAim();
    },
    Chapter: localChapter(() => import('./chapters/nearest/Chapter.tsx'), {
      en: () => import('./chapters/nearest/prose.en.tsx'),
      de: () => import('./chapters/nearest/prose.de.tsx'),
    }),
  },
];
