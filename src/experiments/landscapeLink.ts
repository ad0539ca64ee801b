import * as m from '#words/links';
import { take } from './linkFormat.ts';
import { quoted, suggestion } from './nearest.ts';

/** The landscapes that can lie under the Lab's plane, in the order in which they are offered. Links name them, so ids stay. */
export const LANDSCAPE_IDS = ['cliff', 'ridge', 'hills', 'gentle'] as const;
export type LandscapeId = (typeof LANDSCAPE_IDS)[number];

/** What lies there where a link names none. */
export const DEFAULT_LANDSCAPE: LandscapeId = 'cliff';

/** How a Lab link names its landscape; nothing for the one that is there anyway. */
export function encodeLandscape(landscape: LandscapeId = DEFAULT_LANDSCAPE): [string, string][] {
  return landscape === DEFAULT_LANDSCAPE ? [] : [['land', landscape]];
}

/** Takes the landscape out of `texts`, with a sentence for one that there is not. */
export function takeLandscape(texts: Map<string, string>, notices: string[]): LandscapeId {
  const written = take(texts, 'land');
  const found = LANDSCAPE_IDS.find((id) => id === written);
  if (written !== undefined && found === undefined) {
    notices.push(m.noLandscape({ name: quoted(written), suggestion: suggestion(written, LANDSCAPE_IDS) }));
  }
  return found ?? DEFAULT_LANDSCAPE;
}
