/** The chapters of the tour, in its order, as its addresses name them. */
export const CHAPTER_IDS = [
  'too-long',
  'cloud',
  'rulers',
  'nearest',
  'gradients',
  'every-state',
  'exploration',
  'your-own',
] as const;

export type ChapterId = (typeof CHAPTER_IDS)[number];
