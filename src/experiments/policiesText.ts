import * as m from '#words/links';
import { take } from './linkFormat.ts';
import { quoted } from './nearest.ts';

/** Longer ones are no links any more. */
export const LONGEST_POLICIES = 600;
const POLICIES = /^[\d~,.eE+-]+$/;

/** How a Lab link carries policies over more actions: as a text that the panel that shows them reads and writes. */
export function encodePolicies(text: string | null | undefined): [string, string][] {
  return text ? [['policies', text]] : [];
}

/** Takes that text out of `texts`; `null` where there is none, or what stands there is none. */
export function takePolicies(texts: Map<string, string>, notices: string[]): string | null {
  const text = take(texts, 'policies');
  if (text === undefined) return null;
  if (text.length <= LONGEST_POLICIES && POLICIES.test(text)) return text;
  notices.push(m.policiesWrong({ text: quoted(text) }));
  return null;
}
