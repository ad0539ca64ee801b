/** Letters of a name somebody gives a run. */
export const LONGEST_NAME = 32;

/** Halves of characters, and marks that turn the direction of what is written after them. */
const UNSHOWN = /[\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** What somebody wrote, as a name: in one line, not too long, nothing that would reorder the text around it. */
export function plainName(text: string): string {
  const line = text
    .replace(UNSHOWN, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return [...line].slice(0, LONGEST_NAME).join('').trim();
}
