import type { ComponentType } from 'react';

/** A step of a chapter as its frame knows it. The figure's own script says more. */
export interface Step<Id extends string = string> {
  readonly id: Id;
}

/** The text of a step. */
export interface StepProse {
  /** A few words, for the bar and for people who listen. */
  readonly title: string;
  readonly Body: ComponentType;
  /** Where something is predicted: what there is to choose from, by id. */
  readonly options?: Readonly<Record<string, string>>;
  /** Shown when the prediction was made: what to see in the answer. */
  readonly Answer?: ComponentType;
}

/** All the words of a chapter in one language. */
export interface ChapterProse<Id extends string = string> {
  readonly steps: Readonly<Record<Id, StepProse>>;
  /** What is to be done, as a sentence; said again at the end. */
  readonly task: string;
  readonly derivation: {
    readonly Body: ComponentType;
    /** Of docs/mathematics.md: `§3.3 KL`. */
    readonly sections: readonly string[];
  };
}

/** What a chapter's component is given: its words in the reader's language. */
export interface ChapterProps<Prose> {
  readonly prose: Prose;
}
