import { memo } from 'react';
import { SymbolText } from '../SymbolText.tsx';
import { Term } from './Term.tsx';
import { type TermId, termOf } from './terms.ts';

/** The symbol of a term, which answers like its word. */
export const TermSymbol = memo(function TermSymbol({ id }: { readonly id: TermId }) {
  return (
    <Term id={id} alone>
      <SymbolText text={termOf(id).symbol ?? id} />
    </Term>
  );
});
