import * as m from '#words/links';
import { quoted } from './nearest.ts';

/** Version of run files and links. */
export const FORMAT_VERSION = 1;

/** Names in one notice; a hostile link has thousands. */
const MOST_NAMES = 5;

/** One notice for everything that was not understood, and one for what belongs elsewhere; empty if nothing was. */
export function unknownNamesNotice(names: readonly string[]): string[] {
  const unknown = names.filter((name) => name !== PRESENT);
  return [...(unknown.length < names.length ? [m.presentElsewhere()] : []), ...unknownNotice(unknown)];
}

/** Known of the tour: who shows other views to a room may try it there, too. */
const PRESENT = 'present';

function unknownNotice(unknown: readonly string[]): string[] {
  if (unknown.length === 0) return [];
  const rest = unknown.length - MOST_NAMES;
  const names = unknown.slice(0, MOST_NAMES).map(quoted).join(', ');
  return [rest > 0 ? m.unknownMore({ names, count: rest }) : m.unknown({ names })];
}

/** Takes one text out of those of a link. */
export function take(texts: Map<string, string>, key: string): string | undefined {
  const text = texts.get(key);
  texts.delete(key);
  return text;
}
