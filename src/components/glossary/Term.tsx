import { memo, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { classNames } from '../classNames.ts';
import { loadWords } from './loadWords.ts';
import styles from './Term.module.css';
import type { TermCardProps } from './TermCard.tsx';
import { type TermId, termOf } from './terms.ts';
import type { TermWords } from './words.ts';

interface Answer {
  readonly Card: (props: TermCardProps) => ReactNode;
  readonly words: TermWords;
}

/** The card and what it says: a chunk of its own, fetched with the first question. */
async function ask(id: TermId): Promise<Answer> {
  const [{ TermCard }, words] = await Promise.all([import('./TermCard.tsx'), loadWords()]);
  return { Card: TermCard, words: words[id] };
}

/** A pointer that only passes over a word asks nothing. */
const OPEN_MILLISECONDS = 120;
/** Time to go from the word to its card. */
const CLOSE_MILLISECONDS = 180;

export interface TermProps {
  readonly id: TermId;
  readonly children: ReactNode;
  /** With room around it, even in a paragraph: a finger may miss it by a little. */
  readonly alone?: boolean;
}

/**
 * A word of the trade that answers with one sentence: on hover and focus as long as they last, on tap, click or Enter until
 * it is closed (Escape, the word again, anywhere else). Not inside labels, links and buttons: it is a button itself.
 */
export const Term = memo(function Term({ id, children, alone = false }: TermProps) {
  const word = useRef<HTMLButtonElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [shown, setShown] = useState<'peek' | 'held' | null>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [byKey, setByKey] = useState(false);
  const { ink } = termOf(id);
  const sentence = useId();
  const open = shown !== null && answer !== null;

  useEffect(() => () => clearTimeout(timer.current), []);

  const show = (how: 'peek' | 'held') => {
    clearTimeout(timer.current);
    setShown((now) => (now === 'held' ? now : how));
    if (answer === null) {
      ask(id).then(
        (found) => setAnswer(found),
        // Offline: the word stays a word.
        () => undefined,
      );
    }
  };
  const peekSoon = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => show('peek'), OPEN_MILLISECONDS);
  };
  const leave = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setShown((now) => (now === 'peek' ? null : now)), CLOSE_MILLISECONDS);
  };
  const close = () => {
    clearTimeout(timer.current);
    setShown(null);
  };

  return (
    <>
      <button
        ref={word}
        type="button"
        className={classNames(styles.term, alone && styles.alone, ink && `${ink}-ink`)}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-describedby={open ? sentence : undefined}
        onPointerEnter={(event) => {
          if (event.pointerType === 'mouse') peekSoon();
        }}
        onPointerLeave={leave}
        onFocus={(event) => {
          if (event.currentTarget.matches(':focus-visible') && !returning) show('peek');
        }}
        onBlur={leave}
        onKeyDown={(event) => {
          if (event.key === 'Escape') close();
        }}
        onClick={(event) => {
          // A key press is a click without a count.
          setByKey(event.detail === 0);
          if (shown === 'held') close();
          else show('held');
        }}
      >
        {children}
      </button>
      {open ? (
        <answer.Card
          id={id}
          words={answer.words}
          sentenceId={sentence}
          word={word}
          takesFocus={shown === 'held' && byKey}
          onStay={() => clearTimeout(timer.current)}
          onLeave={leave}
          onClose={(back) => {
            close();
            if (back) backTo(word.current);
          }}
        />
      ) : null}
    </>
  );
});

/** The focus comes back from a card that was closed: no reason to open it again. */
let returning = false;
function backTo(word: HTMLElement | null): void {
  returning = true;
  word?.focus({ preventScroll: true });
  returning = false;
}
