import { Fragment, lazy, Suspense, useLayoutEffect } from 'react';
import * as m from '#words/shell';
import { useGlossaryPanel } from '../../components/glossary/glossaryPanel.ts';
import { Notices } from '../../components/Notices.tsx';
import { useLanguage } from '../../store/language.ts';
import { useRoute } from '../../store/route.ts';
import styles from './App.module.css';
import { FileDrop } from './FileDrop.tsx';
import { Header } from './Header.tsx';
import { PrintedAddress } from './PrintedAddress.tsx';
import { ViewBoundary } from './ViewBoundary.tsx';
import { VIEWS } from './views.ts';

const GlossaryPanel = lazy(() =>
  import('../../components/glossary/GlossaryPanel.tsx').then((module) => ({ default: module.GlossaryPanel })),
);

const MAIN = 'main';

/** The frame of every view: header, the view itself, notices. In another language all of it is made anew. */
export function App() {
  const locale = useLanguage((state) => state.locale);
  const current = useRoute((state) => state.link.view);
  const presenting = useRoute(({ link }) => link.view === 'learn' && link.present);
  const view = VIEWS.find(({ id }) => id === current)!;
  const View = view.chunk.component();
  const glossary = useGlossaryPanel(({ shown }) => shown !== false);

  // Before a view's own effects: one with pages names them itself.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the title is said in the language of the page
  useLayoutEffect(() => {
    document.title = m.pageTitle({ view: view.name() });
  }, [view, locale]);

  return (
    <Fragment key={locale}>
      {presenting ? null : (
        <>
          <a className={styles.skip} href={`#${MAIN}`} onClick={focusMain}>
            {m.skipTo({ view: view.name() })}
          </a>
          <Header current={view.id} />
        </>
      )}
      <main id={MAIN} className={styles.main} tabIndex={-1}>
        <ViewBoundary key={view.id} name={view.name()}>
          <Suspense fallback={<p className={styles.waiting}>{m.opening({ view: view.name() })}</p>}>
            <View />
          </Suspense>
        </ViewBoundary>
        <PrintedAddress />
      </main>
      <Notices />
      <FileDrop />
      {glossary ? (
        <Suspense>
          <GlossaryPanel />
        </Suspense>
      ) : null}
    </Fragment>
  );
}

/** The hash belongs to the route: the skip link moves the focus without touching it. */
function focusMain(event: { preventDefault: () => void }) {
  event.preventDefault();
  document.getElementById(MAIN)?.focus();
}
