import { firstIteration, type TrainCursor } from './trainCursor.ts';
import type { TrainAccess, TrainStore } from './trainState.ts';

/** What shows past iterations: the two runs on show together. */
export function visitActions(
  { get }: Pick<TrainAccess, 'get'>,
  cursor: Pick<TrainCursor, 'visit' | 'leave'>,
): Pick<TrainStore, 'visit' | 'leave'> {
  return {
    visit: (id, iteration) => {
      const { currentId, overlayId, runs } = get();
      const onShow = id === currentId || id === overlayId ? [currentId, overlayId] : [id];
      for (const run of runs) {
        const last = run.feed.latest?.iteration ?? 0;
        if (last === 0) continue;
        const first = Math.max(1, firstIteration(run));
        const within = Math.min(Math.max(iteration, first), last);
        if (run.id === id || (onShow.includes(run.id) && iteration === within)) {
          cursor.visit(run, within);
        } else cursor.leave(run);
      }
    },
    leave: () => {
      for (const run of get().runs) cursor.leave(run);
    },
  };
}

/** A run that reaches the iteration at which the other one on show is visited comes along. */
export function followVisit(id: number, { get }: Pick<TrainAccess, 'get'>, { visits }: TrainCursor): void {
  const { currentId, overlayId, visit } = get();
  const other = id === currentId ? overlayId : id === overlayId ? currentId : null;
  const visited = other === null ? undefined : visits[other];
  if (other !== null && other !== id && visited !== undefined && visits[id] === undefined) {
    visit(other, visited.iteration);
  }
}
