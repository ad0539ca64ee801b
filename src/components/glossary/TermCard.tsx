import * as Popover from 'radix-ui/popover';
import { type RefObject, useEffect, useRef } from 'react';
import * as m from '#words/glossary';
import { SymbolText } from '../SymbolText.tsx';
import { ChapterLink } from './GlossaryList.tsx';
import { openGlossary } from './glossaryPanel.ts';
import styles from './TermCard.module.css';
import { type TermId, termOf } from './terms.ts';
import type { TermWords } from './words.ts';

export interface TermCardProps {
  readonly id: TermId;
  readonly words: TermWords;
  /** The word is described by it. */
  readonly sentenceId: string;
  /** What it stands beside. */
  readonly word: RefObject<HTMLButtonElement | null>;
  /** Opened by a key: the focus goes in. */
  readonly takesFocus: boolean;
  readonly onStay: () => void;
  readonly onLeave: () => void;
  /** @param back the focus is to go back to the word */
  readonly onClose: (back: boolean) => void;
}

/** The sentence of a term, floating beside the word. */
export function TermCard({
  id,
  words,
  sentenceId,
  word,
  takesFocus,
  onStay,
  onLeave,
  onClose,
}: TermCardProps) {
  const card = useRef<HTMLDivElement>(null);
  const { symbol, ink } = termOf(id);
  useEffect(() => {
    if (takesFocus) card.current?.querySelector<HTMLElement>('button, a')?.focus();
  }, [takesFocus]);
  const onWord = (target: EventTarget | null) => target instanceof Node && word.current?.contains(target);
  return (
    <Popover.Root open>
      <Popover.Anchor virtualRef={word as RefObject<HTMLButtonElement>} />
      {/* In the main landmark, where those who go by landmarks find it. */}
      <Popover.Portal container={document.querySelector('main')}>
        <Popover.Content
          ref={card}
          className={styles.card}
          aria-label={words.name}
          align="start"
          sideOffset={6}
          collisionPadding={8}
          onPointerEnter={onStay}
          onPointerLeave={(event) => {
            if (event.pointerType === 'mouse') onLeave();
          }}
          onFocus={onStay}
          onOpenAutoFocus={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => event.preventDefault()}
          onEscapeKeyDown={() => onClose(card.current?.contains(document.activeElement) === true)}
          onPointerDownOutside={(event) => {
            if (!onWord(event.target)) onClose(false);
          }}
          onFocusOutside={(event) => {
            if (!onWord(event.target)) onClose(false);
          }}
        >
          <p className={styles.head}>
            <b className={ink && `${ink}-ink`}>{words.name}</b>
            {symbol === undefined ? null : (
              <span className={styles.symbol}>
                <SymbolText text={symbol} />
              </span>
            )}
          </p>
          <p id={sentenceId}>{words.sentence}</p>
          <p className={styles.ways}>
            <ChapterLink id={id} onFollow={() => onClose(false)} />
            <button
              type="button"
              className={styles.way}
              onClick={() => {
                onClose(false);
                openGlossary(id);
              }}
            >
              {m.allWords()}
            </button>
          </p>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
