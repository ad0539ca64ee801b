import { Fragment, memo } from 'react';
import { SymbolText } from '../SymbolText.tsx';
import { Term } from './Term.tsx';
import styles from './TermText.module.css';
import { termPieces } from './termText.ts';

/** Punctuation that stays on the line of the word before it. */
const CLOSING = /^[.,;:!?)…”“]+/;

/** Plain text whose `[words](term)` answer (`termText.ts`), with the subscripts of {@link SymbolText}. */
export const TermText = memo(function TermText({ text }: { readonly text: string }) {
  const pieces = termPieces(text);
  return pieces.map((piece, index) => {
    if (piece.term === undefined) {
      const carried = pieces[index - 1]?.term !== undefined ? closingOf(piece.text) : '';
      return (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
        <Fragment key={index}>
          <SymbolText text={piece.text.slice(carried.length)} />
        </Fragment>
      );
    }
    const next = pieces[index + 1];
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
      <span key={index} className={styles.kept}>
        <Term id={piece.term}>
          <SymbolText text={piece.text} />
        </Term>
        {next?.term === undefined ? closingOf(next?.text ?? '') : ''}
      </span>
    );
  });
});

function closingOf(text: string): string {
  return CLOSING.exec(text)?.[0] ?? '';
}
