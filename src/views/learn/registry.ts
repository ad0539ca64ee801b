import * as m from '#words/learn';
import type { ChapterRow } from './chapters.ts';
import { localChapter } from './prose/localChapter.tsx';

/** The chapters in their order: a folder in chapters/ and a row. */
export const CHAPTERS: readonly ChapterRow[] = [
  {
    id: 'cloud',
    get title() {
      return m.cloudTitle();
    },
    get aim() {
      return m.cloudAim();
    },
    Chapter: localChapter(() => import('./chapters/cloud/Chapter.tsx'), {
      en: () => import('./chapters/cloud/prose.en.tsx'),
      de: () => import('./chapters/cloud/prose.de.tsx'),
    }),
  },
  {
    id: 'rulers',
    get title() {
      return m.rulersTitle();
    },
    get aim() {
      return m.rulersAim();
    },
    Chapter: localChapter(() => import('./chapters/rulers/Chapter.tsx'), {
      en: () => import('./chapters/rulers/prose.en.tsx'),
      de: () => import('./chapters/rulers/prose.de.tsx'),
    }),
  },
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
