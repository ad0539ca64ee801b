import * as m from '#words/learn';
import { formatCount } from '../../components/axisTicks.ts';
import { Button } from '../../components/Button.tsx';
import { classNames } from '../../components/classNames.ts';
import { learnLink } from '../../experiments/learn.ts';
import { encodeLink } from '../../experiments/viewLink.ts';
import { useProgress } from '../../store/learnProgress.ts';
import { openLink } from '../../store/route.ts';
import { follow } from './ChapterFrame.tsx';
import styles from './Contents.module.css';
import { useChapters } from './chapters.ts';

/** How long a chapter takes. */
const MINUTES = 2;

/** The chapters, what each teaches, and how far the reader is. */
export function Contents() {
  const chapters = useChapters();
  const { done, guesses, kept, forget } = useProgress();
  const next = chapters.find(({ id }) => !done.includes(id)) ?? chapters[0]!;
  const begun = done.length > 0 || Object.keys(guesses).length > 0;
  return (
    <div className={styles.contents}>
      <header className={styles.head}>
        <h1>{m.heading()}</h1>
        <p>{m.lead()}</p>
        <p className={styles.begin}>
          <Button variant="primary" onClick={() => openLink(learnLink(next.id))}>
            {begun ? m.goOn({ chapter: next.title }) : m.begin()}
          </Button>
          <span className="quiet">
            {done.length === 0
              ? m.allMinutes({ minutes: formatCount(chapters.length * MINUTES) })
              : m.chaptersDone({ done: formatCount(done.length), all: formatCount(chapters.length) })}
          </span>
        </p>
      </header>
      <ol className={styles.chapters}>
        {chapters.map(({ id, title, aim }, index) => {
          const complete = done.includes(id);
          return (
            <li key={id}>
              <a
                className={classNames(styles.chapter, complete && styles.complete)}
                href={encodeLink(learnLink(id))}
                onClick={follow(id)}
              >
                <span className={styles.number} aria-hidden="true">
                  {complete ? '✓' : index + 1}
                </span>
                <span className={styles.words}>
                  <span className={styles.title}>{title}</span>
                  <span className={styles.aim}>{aim}</span>
                </span>
                <span className={styles.time}>
                  {complete ? m.done() : m.minutes({ minutes: formatCount(MINUTES) })}
                </span>
              </a>
            </li>
          );
        })}
      </ol>
      <p className={styles.more}>
        <a href={encodeLink(learnLink('words'))}>{m.allWords()}</a>
        <br />
        <a href={encodeLink(learnLink('proof'))}>{m.proofLink()}</a>
      </p>
      {begun ? (
        <p className={styles.keeping}>
          {kept ? m.keptHere() : m.keptNowhere()}{' '}
          <Button variant="plain" onClick={forget}>
            {m.forget()}
          </Button>
        </p>
      ) : null}
    </div>
  );
}
