import { LOOK_IDS, type LookId } from '../../../experiments/looks.ts';
import type { Look } from './LookRow.tsx';
import { OVERLAYS } from './registry.ts';

/** The closer looks of the Lab in the order of their switches, in the reader's language. */
export function labLooks(): readonly Look<LookId>[] {
  return LOOK_IDS.map((id) => ({ id, name: OVERLAYS[id].name, sentence: OVERLAYS[id].sentence }));
}
