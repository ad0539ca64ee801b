import { freeName, givenName, listed, MOST_PINNED } from './runList.ts';
import type { RunsUnderWay } from './runsUnderWay.ts';
import type { TrainCursor } from './trainCursor.ts';
import type { TrainAccess, TrainStore } from './trainState.ts';

/** What changes the list of runs: what is on show, names, pins, and who leaves. */
export function listActions(
  { get, set }: TrainAccess,
  underWay: RunsUnderWay,
  cursor: Pick<TrainCursor, 'leave'>,
): Pick<TrainStore, 'keep' | 'dropOverlay' | 'show' | 'inspect' | 'rename' | 'hide' | 'pin' | 'remove'> {
  return {
    keep: (id) => set({ overlayId: id }),
    dropOverlay: () => {
      const { overlayId, currentId } = get();
      if (overlayId !== null && overlayId !== currentId) underWay.end(overlayId);
      set({ overlayId: null, companion: null });
    },
    show: (id) => {
      const run = underWay.run(id);
      if (run === null) return;
      get().leave();
      const last = run.configuration.seeds.length - 1;
      set({ currentId: id, shownMember: Math.min(get().shownMember, last) });
      underWay.update(id, (one) => ({ ...one, hidden: false }));
    },
    inspect: (id) => {
      const { currentId, overlayId } = get();
      const run = underWay.run(id);
      if (run === null) return;
      const behind = id === currentId ? overlayId : currentId;
      set({ layout: 'instrument', configuration: run.configuration, currentId: id, overlayId: behind });
    },
    rename: (id, name) => {
      const others = get().runs.filter((one) => one.id !== id);
      underWay.update(id, (run) => ({
        ...run,
        name: freeName(givenName(name, run.configuration), others),
      }));
    },
    hide: (id, hidden) => underWay.update(id, (run) => ({ ...run, hidden })),
    pin: (id, pinned) => {
      if (pinned && get().runs.filter((run) => run.pinned).length >= MOST_PINNED) return;
      underWay.update(id, (run) => ({ ...run, pinned }));
    },
    remove: (id) => {
      underWay.end(id);
      const removed = underWay.run(id);
      if (removed !== null) cursor.leave(removed);
      const { runs, currentId, overlayId } = get();
      const rest = runs.filter((run) => run.id !== id);
      set({
        runs: rest,
        currentId: currentId === id ? (listed(rest)[0]?.id ?? null) : currentId,
        overlayId: overlayId === id ? null : overlayId,
      });
      return () => {
        if (removed === null || get().runs.includes(removed)) return;
        set({ runs: [...get().runs, removed].sort((a, b) => b.id - a.id) });
        if (currentId === id) set({ currentId });
        if (overlayId === id) set({ overlayId });
      };
    },
  };
}
