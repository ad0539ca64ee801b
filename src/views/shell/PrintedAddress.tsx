import { useSyncExternalStore } from 'react';
import { currentAddress } from '../../store/route.ts';
import styles from './PrintedAddress.module.css';

const PAPER = 'print';

function subscribe(listener: () => void): () => void {
  const paper = matchMedia(PAPER);
  paper.addEventListener('change', listener);
  return () => paper.removeEventListener('change', listener);
}

/** On paper: the link that opens what is printed. */
export function PrintedAddress() {
  const printing = useSyncExternalStore(subscribe, () => matchMedia(PAPER).matches);
  return printing ? <p className={styles.address}>{currentAddress()}</p> : null;
}
