import { create } from 'zustand';
import { inOrder, type LookId } from '../experiments/looks.ts';

interface LooksStore {
  /** In the order of the switches. */
  readonly on: readonly LookId[];
  readonly turn: (id: LookId, on: boolean) => void;
  readonly set: (on: readonly LookId[]) => void;
}

/** Which closer looks are on. */
export function createLooks(start: readonly LookId[] = []) {
  return create<LooksStore>((set, get) => ({
    on: inOrder(start),
    turn: (id, on) => {
      const others = get().on.filter((other) => other !== id);
      set({ on: inOrder(on ? [...others, id] : others) });
    },
    set: (on) => set({ on: inOrder(on) }),
  }));
}
