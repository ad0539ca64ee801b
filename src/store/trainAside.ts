import { MOST_RUNS, withinLimit } from './runList.ts';
import type { RunsUnderWay } from './runsUnderWay.ts';
import type { TrainCursor } from './trainCursor.ts';
import { beginFork } from './trainForks.ts';
import { isLive, type TrainRun } from './trainRun.ts';
import type { TrainStarts } from './trainStarts.ts';
import type { TrainAccess, TrainStore } from './trainState.ts';

/** Runs beside what Train shows: they have names and a speed of their own. */
export function asideActions(
  { get, set }: TrainAccess,
  underWay: RunsUnderWay,
  starts: TrainStarts,
  cursor: Pick<TrainCursor, 'checkpointAt'>,
): Pick<TrainStore, 'startAside' | 'forkAside' | 'paceAside'> {
  const { aside } = underWay;
  /** Takes out of the list what new runs of these names stand for, and the oldest of those beside it where they need room. */
  const makeRoom = (names: readonly string[]) => {
    const gone = (run: TrainRun) => aside.has(run.id) && !run.pinned && !isLive(run);
    const leave = (runs: readonly TrainRun[]) => {
      for (const run of runs) get().remove(run.id);
    };
    leave(get().runs.filter((run) => gone(run) && names.includes(run.name)));
    const excess = get().runs.length + names.length - MOST_RUNS;
    if (excess > 0) leave(get().runs.filter(gone).toReversed().slice(0, excess));
  };
  const putAside = (run: TrainRun, iterationsPerSecond: number | null) => {
    aside.add(run.id);
    underWay.send(run.id, { type: 'limit', iterationsPerSecond });
    const { runs, currentId, overlayId } = get();
    set({ runs: withinLimit(runs, [...aside, currentId, overlayId]) });
  };
  return {
    startAside: (wanted, iterationsPerSecond) => {
      underWay.endAllBut(null);
      makeRoom(wanted.map(({ name }) => name));
      return wanted.map(({ configuration, name }) => {
        const run = starts.begin({ configuration, before: null, paused: false, until: null, called: name });
        putAside(run, iterationsPerSecond);
        return run.id;
      });
    },
    forkAside: async (id, iteration, { name: called, changes }, iterationsPerSecond) => {
      const wanted = { id, iteration, changes, called };
      const run = await beginFork(wanted, underWay, starts, cursor, () => makeRoom([called]));
      if (run !== null) putAside(run, iterationsPerSecond);
      return run?.id ?? null;
    },
    paceAside: (ids, iterationsPerSecond) => {
      for (const id of ids) underWay.send(id, { type: 'limit', iterationsPerSecond });
    },
  };
}
