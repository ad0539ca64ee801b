import { Fragment } from 'react';
import { SymbolText } from '../SymbolText.tsx';
import { Term } from './Term.tsx';
import { termPieces } from './termText.ts';

/** Plain text whose `[words](term)` answer (`termText.ts`), with the subscripts of {@link SymbolText}. */
export function TermText({ text }: { readonly text: string }) {
  return termPieces(text).map((piece, index) =>
    piece.term === undefined ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
      <Fragment key={index}>
        <SymbolText text={piece.text} />
      </Fragment>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
      <Term key={index} id={piece.term}>
        <SymbolText text={piece.text} />
      </Term>
    ),
  );
}
