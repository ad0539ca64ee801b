import * as m from '#words/glossary';
import { GlossaryList } from '../../../components/glossary/GlossaryList.tsx';
import styles from './WordsPage.module.css';

/** The glossary as a page of its own, that a link can lead to. */
export default function WordsPage() {
  return (
    <div className={styles.page}>
      <h1>{m.title()}</h1>
      <p className={styles.lead}>{m.lead()}</p>
      <GlossaryList />
    </div>
  );
}
