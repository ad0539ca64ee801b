import * as m from '#words/actionKind';
import { addressOfView } from '../../store/route.ts';
import styles from './ActionKind.module.css';
import { toView } from './toView.ts';
import { useLeft } from './useLeft.ts';

type Kind = 'lab' | 'simplex';
const KINDS = [
  { view: 'lab', words: m.continuous },
  { view: 'simplex', words: m.discrete },
] as const satisfies readonly { readonly view: Kind; readonly words: () => string }[];

/** The Lab of Gaussians or that of the simplex, each as it was left. */
export function ActionKind({ current }: { readonly current: Kind }) {
  const left = useLeft();
  return (
    <nav className={styles.kinds} aria-label={m.kinds()}>
      {KINDS.map(({ view, words }) => (
        <a
          key={view}
          className={styles.kind}
          href={addressOfView(view, left)}
          aria-current={view === current ? 'page' : undefined}
          onClick={toView(view)}
        >
          {words()}
        </a>
      ))}
    </nav>
  );
}
