import * as m from '#words/links';
import { take } from './linkFormat.ts';
import { quoted, suggestion } from './nearest.ts';

/** What can be laid over the Lab's plane, in the order of the switches. Links name it, so ids stay. */
export const LOOK_IDS = [
  'shapes',
  'gradient',
  'approximations',
  'cases',
  'samples',
  'landscape',
  'actions',
] as const;
export type LookId = (typeof LOOK_IDS)[number];

/** The same ones in the order of {@link LOOK_IDS}, each once. */
export function inOrder(looks: readonly LookId[]): readonly LookId[] {
  return LOOK_IDS.filter((id) => looks.includes(id));
}

/** How a Lab link names what is laid over the plane; nothing where nothing is. */
export function encodeLooks(looks: readonly LookId[] = []): [string, string][] {
  return looks.length === 0 ? [] : [['look', inOrder(looks).join(',')]];
}

/** Takes what is laid over the plane out of `texts`, with a sentence for each name that nothing has. */
export function takeLooks(texts: Map<string, string>, notices: string[]): readonly LookId[] {
  const written = (take(texts, 'look') ?? '').split(',').filter((id) => id !== '');
  for (const id of new Set(written)) {
    if (!(LOOK_IDS as readonly string[]).includes(id)) {
      notices.push(m.noLook({ name: quoted(id), suggestion: suggestion(id, LOOK_IDS) }));
    }
  }
  return inOrder(written as LookId[]);
}
