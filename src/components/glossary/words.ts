import type { TermId } from './terms.ts';

/** A term as it is called and what it means. */
export interface TermWords {
  readonly name: string;
  /** One sentence, two short ones at most. */
  readonly sentence: string;
}

export type GlossaryWords = Readonly<Record<TermId, TermWords>>;
