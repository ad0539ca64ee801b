import { Suspense, useEffect } from 'react';
import { Notices } from '../../components/Notices.tsx';
import { useRoute } from '../../store/route.ts';
import styles from './App.module.css';
import { FileDrop } from './FileDrop.tsx';
import { Header } from './Header.tsx';
import { ViewBoundary } from './ViewBoundary.tsx';
import { VIEWS } from './views.ts';

const MAIN = 'main';

/** The frame of every view: header, the view itself, notices. */
export function App() {
  const current = useRoute((state) => state.link.view);
  const view = VIEWS.find(({ id }) => id === current) ?? VIEWS[0]!;
  const View = view.component;

  useEffect(() => {
    document.title = `${view.name} · Trust Region Playground`;
  }, [view]);

  return (
    <>
      <a className={styles.skip} href={`#${MAIN}`} onClick={focusMain}>
        Skip to the {view.name}
      </a>
      <Header current={view.id} />
      <main id={MAIN} className={styles.main} tabIndex={-1}>
        <ViewBoundary key={view.id} name={view.name}>
          <Suspense fallback={<p className={styles.waiting}>Opening the {view.name}…</p>}>
            <View />
          </Suspense>
        </ViewBoundary>
      </main>
      <Notices />
      <FileDrop />
    </>
  );
}

/** The hash belongs to the route: the skip link moves the focus without touching it. */
function focusMain(event: { preventDefault: () => void }) {
  event.preventDefault();
  document.getElementById(MAIN)?.focus();
}
