import { type ComponentType, createContext, useContext } from 'react';
import type { ChapterId } from '../../experiments/learn.ts';

/** A chapter in the contents. Its code and its words come when it is opened. */
export interface ChapterRow {
  readonly id: ChapterId;
  readonly title: string;
  /** What it teaches, in one sentence. */
  readonly aim: string;
  readonly Chapter: ComponentType;
}

/** The chapters there are, in their order: told from above, as the registry knows the chapters and not the other way round. */
export const ChaptersContext = createContext<readonly ChapterRow[]>([]);

export function useChapters(): readonly ChapterRow[] {
  return useContext(ChaptersContext);
}
