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

/** How links name what is laid over a picture, among so many things that can be. */
export interface LookList<Id extends string> {
  readonly ids: readonly Id[];
  /** The same ones in the order of the switches, each once. */
  inOrder(looks: readonly Id[]): readonly Id[];
  /** Nothing where nothing is on. */
  encode(looks: readonly Id[] | undefined): [string, string][];
  /** Takes them out of `texts`, with a sentence for each name that nothing has. */
  take(texts: Map<string, string>, notices: string[]): readonly Id[];
}

/** @param ids in the order of the switches */
export function looksAmong<Id extends string>(ids: readonly Id[]): LookList<Id> {
  const inOrder = (looks: readonly Id[]) => ids.filter((id) => looks.includes(id));
  return {
    ids,
    inOrder,
    encode: (looks = []) => (looks.length === 0 ? [] : [['look', inOrder(looks).join(',')]]),
    take: (texts, notices) => {
      const written = (take(texts, 'look') ?? '').split(',').filter((id) => id !== '');
      for (const id of new Set(written)) {
        if (!(ids as readonly string[]).includes(id)) {
          notices.push(m.noLook({ name: quoted(id), suggestion: suggestion(id, ids) }));
        }
      }
      return inOrder(written as Id[]);
    },
  };
}

/** Those of the Lab. */
export const LAB_LOOKS = looksAmong(LOOK_IDS);
