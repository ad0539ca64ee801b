import type { MouseEvent } from 'react';
import * as m from '#words/actionKind';
import { addressOfView, openView, useRoute } from '../../store/route.ts';
import styles from './ActionKind.module.css';

type Kind = 'lab' | 'simplex';
const KINDS = [
  { view: 'lab', words: m.continuous },
  { view: 'simplex', words: m.discrete },
] as const satisfies readonly { readonly view: Kind; readonly words: () => string }[];

/** The Lab of Gaussians or that of the simplex, each as it was left. */
export function ActionKind({ current }: { readonly current: Kind }) {
  const left = useRoute((state) => state.left);
  return (
    <nav className={styles.kinds} aria-label={m.kinds()}>
      {KINDS.map(({ view, words }) => (
        <a
          key={view}
          className={styles.kind}
          href={addressOfView(view, left)}
          aria-current={view === current ? 'page' : undefined}
          onClick={follow(view)}
        >
          {words()}
        </a>
      ))}
    </nav>
  );
}

/** Clicks with a modifier stay the browser's. */
function follow(view: Kind) {
  return (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (useRoute.getState().link.view !== view) void openView(view);
  };
}
