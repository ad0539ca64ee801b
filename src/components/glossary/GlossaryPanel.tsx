import * as Dialog from 'radix-ui/dialog';
import { useEffect, useRef, useState } from 'react';
import * as m from '#words/glossary';
import { currentLocale } from '../../words/locale.ts';
import { Button } from '../Button.tsx';
import { SymbolText } from '../SymbolText.tsx';
import styles from './GlossaryPanel.module.css';
import { type GlossaryEntry, glossaryEntries, matching } from './glossaryEntries.ts';
import { closeGlossary, useGlossaryPanel } from './glossaryPanel.ts';
import { loadWords } from './loadWords.ts';

/** All words of the glossary in the order of the alphabet, at the side of the page. */
export function GlossaryPanel() {
  const shown = useGlossaryPanel((state) => state.shown);
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
    if (entries === null || typeof shown !== 'string') return;
    list.current?.querySelector(`[data-term="${shown}"]`)?.scrollIntoView({ block: 'center' });
  }, [entries, shown]);
  const found = entries === null || entries === 'failed' ? [] : matching(entries, search);
  return (
    <Dialog.Root open onOpenChange={(open) => open || closeGlossary()}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.shade} />
        <Dialog.Content className={styles.panel} aria-describedby={undefined}>
          <div className={styles.head}>
            <Dialog.Title className={styles.title}>{m.title()}</Dialog.Title>
            <Dialog.Close asChild>
              <Button variant="plain" aria-label={m.close()}>
                <span aria-hidden="true">✕</span>
              </Button>
            </Dialog.Close>
          </div>
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
            <dl ref={list} className={styles.list} tabIndex={0}>
              {found.map(({ id, name, sentence, symbol }) => (
                <div key={id} className={styles.entry} data-term={id} data-asked={id === shown || undefined}>
                  <dt>
                    {name}
                    {symbol === undefined ? null : (
                      <span className={styles.symbol}>
                        <SymbolText text={symbol} />
                      </span>
                    )}
                  </dt>
                  <dd>{sentence}</dd>
                </div>
              ))}
            </dl>
          )}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
