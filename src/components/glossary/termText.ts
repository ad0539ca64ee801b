import { isTermId, type TermId } from './terms.ts';

/** A piece of a text: words, and the term that they ask for. */
export interface TermPiece {
  readonly text: string;
  readonly term?: TermId;
}

/**
 * The pieces of a text in which `[words](term)` marks what can be asked, as in `a [policy](policy) is a cloud`.
 * @throws RangeError for a term that the glossary does not have
 */
export function termPieces(text: string): readonly TermPiece[] {
  const pieces: TermPiece[] = [];
  let end = 0;
  for (const match of text.matchAll(/\[([^\]]+)\]\(([\w-]+)\)/g)) {
    const [whole, words, id] = match as unknown as [string, string, string];
    if (!isTermId(id)) throw new RangeError(`“${id}” is not a term of the glossary (${text})`);
    if (match.index > end) pieces.push({ text: text.slice(end, match.index) });
    pieces.push({ text: words, term: id });
    end = match.index + whole.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}
