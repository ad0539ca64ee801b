import { TERM_IDS, type TermId, termOf } from './terms.ts';
import type { GlossaryWords, TermWords } from './words.ts';

/** A row of the glossary with its words. */
export interface GlossaryEntry extends TermWords {
  readonly id: TermId;
  readonly symbol?: string | undefined;
}

/** All rows in the order of a language's alphabet. */
export function glossaryEntries(words: GlossaryWords, language: string): readonly GlossaryEntry[] {
  const { compare } = new Intl.Collator(language || 'en', { sensitivity: 'base' });
  return TERM_IDS.map((id) => ({ id, ...words[id], symbol: termOf(id).symbol })).sort((a, b) =>
    compare(a.name, b.name),
  );
}

/** The rows whose name, symbol or sentence has a text in it; those named so first. */
export function matching(entries: readonly GlossaryEntry[], search: string): readonly GlossaryEntry[] {
  const wanted = plain(search);
  if (wanted === '') return entries;
  const named = ({ name, symbol }: GlossaryEntry) => plain(`${name} ${symbol ?? ''}`).includes(wanted);
  const told = ({ sentence }: GlossaryEntry) => plain(sentence).includes(wanted);
  return [...entries.filter(named), ...entries.filter((entry) => !named(entry) && told(entry))];
}

function plain(text: string): string {
  return text.trim().toLowerCase().replaceAll('_', '');
}
