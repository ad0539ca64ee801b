import * as m from '#words/opening';
import { classNames } from '../../../components/classNames.ts';
import { addressOfView } from '../../../store/route.ts';
import { toView } from '../../shell/toView.ts';
import { useLeft } from '../../shell/useLeft.ts';
import styles from './Doors.module.css';

/** Where to go from the first screen: the tour, the plane itself, the duel. */
export function Doors() {
  const left = useLeft();
  return (
    <nav className={styles.doors} aria-label={m.doors()}>
      <a
        className={classNames(styles.door, styles.tour)}
        href={addressOfView('learn', left)}
        onClick={toView('learn')}
      >
        {m.takeTour()}
      </a>
      <button type="button" className={styles.door} onClick={toPlane}>
        {m.playHere()}
      </button>
      <a className={styles.door} href={addressOfView('train', left)} onClick={toView('train')}>
        {m.watchDuel()}
      </a>
    </nav>
  );
}

/** The proposal is brought into sight and takes the focus: arrow keys move it at once. */
function toPlane() {
  const handle = document.querySelector<SVGElement>('[data-handle="proposed-mean"]');
  handle?.closest('section')?.scrollIntoView({ block: 'nearest' });
  handle?.focus({ preventScroll: true });
}
