import * as m from '#words/learn';
import type { ChapterRow } from './chapters.ts';
import { localChapter } from './prose/localChapter.tsx';

/** The chapters in their order: a folder in chapters/ and a row. */
export const CHAPTERS: readonly ChapterRow[] = [
  {
    id: 'too-long',
    get title() {
      return m.tooLongTitle();
    },
    get aim() {
      return m.tooLongAim();
    },
    Chapter: localChapter(() => import('./chapters/too-long/Chapter.tsx'), {
      en: () => import('./chapters/too-long/prose.en.tsx'),
      de: () => import('./chapters/too-long/prose.de.tsx'),
    }),
  },
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
  {
    id: 'gradients',
    get title() {
      return m.gradientsTitle();
    },
    get aim() {
      return m.gradientsAim();
    },
    Chapter: localChapter(() => import('./chapters/gradients/Chapter.tsx'), {
      en: () => import('./chapters/gradients/prose.en.tsx'),
      de: () => import('./chapters/gradients/prose.de.tsx'),
    }),
  },
  {
    id: 'every-state',
    get title() {
      return m.everyStateTitle();
    },
    get aim() {
      return m.everyStateAim();
    },
    Chapter: localChapter(() => import('./chapters/every-state/Chapter.tsx'), {
      en: () => import('./chapters/every-state/prose.en.tsx'),
      de: () => import('./chapters/every-state/prose.de.tsx'),
    }),
  },
  {
    id: 'exploration',
    get title() {
      return m.explorationTitle();
    },
    get aim() {
      return m.explorationAim();
    },
    Chapter: localChapter(() => import('./chapters/exploration/Chapter.tsx'), {
      en: () => import('./chapters/exploration/prose.en.tsx'),
      de: () => import('./chapters/exploration/prose.de.tsx'),
    }),
  },
  {
    id: 'your-own',
    get title() {
      return m.yourOwnTitle();
    },
    get aim() {
      return m.yourOwnAim();
    },
    Chapter: localChapter(() => import('./chapters/your-own/Chapter.tsx'), {
      en: () => import('./chapters/your-own/prose.en.tsx'),
      de: () => import('./chapters/your-own/prose.de.tsx'),
    }),
  },
];
