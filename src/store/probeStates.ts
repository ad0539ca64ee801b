import { create } from 'zustand';
import type { EnvironmentId } from '../environments/registry.ts';

interface ProbeStatesStore {
  /** States [m, stateSize] that the reader has set for a task; none: those that every run chose from its first batch. */
  readonly chosen: { readonly [Task in EnvironmentId]?: readonly number[] };
  readonly choose: (task: EnvironmentId, states: readonly number[] | null) => void;
}

/** Probe states set by hand, by task, so that all its runs are compared in the same ones. */
export const useProbeStates = create<ProbeStatesStore>((set, get) => ({
  chosen: {},
  choose: (task, states) => {
    const { [task]: _, ...others } = get().chosen;
    set({ chosen: states === null ? others : { ...others, [task]: states } });
  },
}));
