import { useEffect, useRef, useState } from 'react';
import * as m from '#words/glossary';
import { CHAPTER_IDS, learnLink } from '../../experiments/learn.ts';
import { encodeLink } from '../../experiments/viewLink.ts';
import { currentLocale } from '../../words/locale.ts';
import { formatCount } from '../axisTicks.ts';
import { classNames } from '../classNames.ts';
import { SymbolText } from '../SymbolText.tsx';
import styles from './GlossaryList.module.css';
import { type GlossaryEntry, glossaryEntries, matching } from './glossaryEntries.ts';
import { loadWords } from './loadWords.ts';
import { type TermId, termOf } from './terms.ts';

export interface GlossaryListProps {
  /** The word that was asked: it is in sight and marked. */
  readonly asked?: TermId | undefined;
  /** It scrolls by itself, in what is as high as it may be. */
  readonly scrolls?: boolean;
  /** A link to a chapter was followed. */
  readonly onFollow?: () => void;
}

/** All words of the glossary in the order of the alphabet, with a field to find one. */
export function GlossaryList({ asked, scrolls = false, onFollow }: GlossaryListProps) {
  const [entries, setEntries] = useState<readonly GlossaryEntry[] | 'failed' | null>(null);
  const [search, setSearch] = useState('');
  const list = useRef<HTMLDListElement>(null);
  useEffect(() => {
    loadWords().then(
      (words) => setEntries(glossaryEntries(words, currentLocale())),
      () => setEntries('failed'),
    );
  }, []);
  useEffect(() => {
    if (entries === null || asked === undefined) return;
    list.current?.querySelector(`[data-term="${asked}"]`)?.scrollIntoView({ block: 'center' });
  }, [entries, asked]);
  const found = entries === null || entries === 'failed' ? [] : matching(entries, search);
  return (
    <>
      <input
        type="search"
        className={styles.search}
        aria-label={m.find()}
        placeholder={m.find()}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <p className="visually-hidden" role="status">
        {search === '' ? '' : m.found({ count: found.length })}
      </p>
      {entries === 'failed' ? (
        <p>{m.notLoaded()}</p>
      ) : found.length === 0 && entries !== null ? (
        <p className="quiet">{m.noneFound({ search })}</p>
      ) : (
        <dl
          ref={list}
          className={classNames(styles.list, scrolls && styles.scrolls)}
          tabIndex={scrolls ? 0 : undefined}
        >
          {found.map(({ id, name, sentence, symbol }) => (
            <div key={id} className={styles.entry} data-term={id} data-asked={id === asked || undefined}>
              <dt>
                {name}
                {symbol === undefined ? null : (
                  <span className={styles.symbol}>
                    <SymbolText text={symbol} />
                  </span>
                )}
              </dt>
              <dd>
                {sentence} <ChapterLink id={id} onFollow={onFollow} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}

/** The way to the chapter that explains a term. */
export function ChapterLink({
  id,
  onFollow,
}: {
  readonly id: TermId;
  readonly onFollow?: (() => void) | undefined;
}) {
  const { chapter } = termOf(id);
  return (
    <a className={styles.chapter} href={encodeLink(learnLink(chapter))} onClick={onFollow}>
      {m.chapter({ number: formatCount(1 + CHAPTER_IDS.indexOf(chapter)) })}
    </a>
  );
}
