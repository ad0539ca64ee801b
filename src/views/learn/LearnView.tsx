import { type ComponentType, lazy, Suspense, useEffect, useLayoutEffect } from 'react';
import * as m from '#words/learn';
import { pageTitle } from '#words/shell';
import type { LearnPage } from '../../experiments/learn.ts';
import { useRoute } from '../../store/route.ts';
import { Contents } from './Contents.tsx';
import { ChaptersContext } from './chapters.ts';
import styles from './LearnView.module.css';
import { localChapter } from './prose/localChapter.tsx';
import { CHAPTERS } from './registry.ts';

/** What there is to read beside the chapters. */
const PAGES: Partial<Record<LearnPage, ComponentType>> = {
  proof: localChapter(() => import('./proof/ProofPage.tsx'), {
    en: () => import('./proof/prose.en.tsx'),
    de: () => import('./proof/prose.de.tsx'),
  }),
  words: lazy(() => import('./words/WordsPage.tsx')),
};

/** The tour: contents, chapters, and two pages for those who want to know more. */
export default function LearnView() {
  const page = useRoute(({ link }) => (link.view === 'learn' ? link.page : 'contents'));
  const row = CHAPTERS.find(({ id }) => id === page);
  const Page = row?.Chapter ?? PAGES[page] ?? Contents;
  const title = row?.title ?? (page === 'proof' ? m.proofTitle() : m.learn());

  useEffect(() => {
    document.title = pageTitle({ view: title });
  }, [title]);
  // A chapter that opens in its middle scrolls there itself, later.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page begins at its top
  useLayoutEffect(() => {
    scrollTo(0, 0);
  }, [page]);

  return (
    <ChaptersContext value={CHAPTERS}>
      <Suspense fallback={<p className={styles.waiting}>{m.opening()}</p>}>
        <Page key={page} />
      </Suspense>
    </ChaptersContext>
  );
}
