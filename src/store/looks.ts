import { create } from 'zustand';
import type { LookList } from '../experiments/looks.ts';

interface LooksStore<Id extends string> {
  /** In the order of the switches. */
  readonly on: readonly Id[];
  readonly turn: (id: Id, on: boolean) => void;
  readonly set: (on: readonly Id[]) => void;
}

/** Which closer looks of a list are on. */
export function createLooks<Id extends string>({ inOrder }: LookList<Id>, start: readonly Id[] = []) {
  return create<LooksStore<Id>>((set, get) => ({
    on: inOrder(start),
    turn: (id, on) => {
      const others = get().on.filter((other) => other !== id);
      set({ on: inOrder(on ? [...others, id] : others) });
    },
    set: (on) => set({ on: inOrder(on) }),
  }));
}
