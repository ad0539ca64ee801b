import leven from 'leven';
import * as m from '#words/links';

/** Longer names are nobody's misspelling. */
const LONGEST_NAME = 40;

/** Letters of a name that may be wrong. */
function allowance(name: string): number {
  return Math.min(3, Math.max(1, Math.round(0.4 * name.length)));
}

/** The name that was probably meant, or `null` if none is close. */
export function nearestName(written: string, names: readonly string[]): string | null {
  if (written.length > LONGEST_NAME) return null;
  const plain = (name: string) => name.toLowerCase().replace(/[-_\s]/g, '');
  let best: string | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const name of names) {
    const distance = leven(plain(written), plain(name));
    if (distance < bestDistance && distance <= allowance(name)) {
      best = name;
      bestDistance = distance;
    }
  }
  return best;
}

/** The end of a sentence about an unknown name: everything there is, after what was probably meant (a name or a short form of one). */
export function suggestion(
  written: string,
  names: readonly string[],
  shortForms: readonly string[] = [],
): string {
  const nearest = nearestName(written, [...names, ...shortForms]);
  const list = names.join(', ');
  return nearest === null ? m.thereAre({ names: list }) : m.didYouMean({ nearest, names: list });
}

/** What somebody wrote, short enough and plain enough to be repeated in a sentence. */
export function quoted(value: unknown): string {
  if (value === null) return m.none();
  let text: string | undefined;
  try {
    text = typeof value === 'number' ? String(value) : JSON.stringify(value);
  } catch {
    text = undefined;
  }
  text ??= typeof value;
  return text.length <= LONGEST_NAME ? text : `${text.slice(0, LONGEST_NAME)}…`;
}
