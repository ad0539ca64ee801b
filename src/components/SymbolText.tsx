import { Fragment } from 'react';
import { classNames } from './classNames.ts';
import styles from './SymbolText.module.css';

/** Subscripts of symbols, and letters under a combining tilde. */
const SET = /(_[μΣ]|\p{L}\u0303)/u;
const TILDE = '\u0303';

/** Plain text whose `ε_μ`, `ε_Σ` and `Σ̃` are set: with real subscripts, and with a tilde that stands over its letter in any font. */
export function SymbolText({ text }: { readonly text: string }) {
  return text.split(SET).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
    <Fragment key={index}>{index % 2 === 1 ? set(part) : part}</Fragment>
  ));
}

function set(part: string) {
  if (part.startsWith('_')) return <sub className={styles.sub}>{part.slice(1)}</sub>;
  const letter = part.slice(0, -TILDE.length);
  const tall = letter !== letter.toLowerCase();
  return (
    <span className={classNames(styles.tilde, tall && styles.tall)}>
      {letter}
      <span className={styles.mark}>{TILDE}</span>
    </span>
  );
}

/** The same where nothing can be set: in the list of a native menu. */
export function symbolsInLine(text: string): string {
  return text.replace(/_(?=[μΣ])/g, '');
}
