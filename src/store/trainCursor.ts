import { create } from 'zustand';
import * as m from '#words/runs';
import type { RunConfiguration } from '../experiments/fields.ts';
import type { RunCheckpoint } from '../trainer/checkpoint.ts';
import type { TrainingConnection } from '../training/connection.ts';
import { forkBeginning, freshCheckpoint } from '../training/forkBeginning.ts';
import type { TrainingCommand } from '../training/protocol.ts';
import { RunReplay } from '../training/runReplay.ts';
import { CheckpointCache } from './checkpointCache.ts';
import { connectPool } from './connectWorkers.ts';
import { useNotices } from './notices.ts';
import { pastIteration } from './pastIteration.ts';
import type { TrainRun } from './trainRun.ts';

/** A run whose panels show a past iteration. */
export interface Visit {
  /** Where the cursor is; the panels follow when that iteration is there. */
  readonly iteration: number;
  /** They have been waiting for a moment while it is recomputed. */
  readonly recomputing: boolean;
  /** The run as it was then; `null` until the panels show it. */
  readonly checkpoint: RunCheckpoint | null;
}

export interface TrainCursor {
  /** By run; a run that is followed has none. */
  readonly visits: Readonly<Record<number, Visit>>;

  /**
   * Shows a past iteration of a run in all its panels (`feed.visited`). A later visit takes the place of one that is
   * still being recomputed; the run itself goes on as it does. A failure is told, and the panels follow the run again.
   */
  visit(run: TrainRun, iteration: number): void;
  /** The panels follow the run again. */
  leave(run: TrainRun): void;
  /**
   * A run as it was after an iteration it has finished, or where it began (`firstIteration`). If it is not kept, it is trained again
   * from the nearest checkpoint; on WebAssembly to the same bits, on WebGPU only roughly.
   * @throws {RangeError} about an iteration that the run has not finished
   * @throws {Error} with a sentence, if it could not be trained again
   */
  checkpointAt(run: TrainRun, iteration: number): Promise<RunCheckpoint>;
}

/** Milliseconds after which it is said that an iteration is recomputed. */
const PATIENCE = 150;

/**
 * Where in its past each run is looked at.
 * @param connect opens the way to sessions for a replay
 */
export function createTrainCursor(connect: () => TrainingConnection<TrainingCommand>) {
  const caches = new WeakMap<TrainRun['feed'], CheckpointCache>();
  const replays = new Map<number, RunReplay>();

  return create<TrainCursor>((set, get) => {
    const cacheOf = (run: TrainRun) => {
      const cache = caches.get(run.feed) ?? new CheckpointCache();
      caches.set(run.feed, cache);
      return cache;
    };
    const nearest = (run: TrainRun, iteration: number): RunCheckpoint | null => {
      const kept = run.checkpoints.before(iteration);
      const recent = cacheOf(run).before(iteration);
      return (recent?.iteration ?? 0) > (kept?.iteration ?? 0) ? recent : kept;
    };
    const replayOf = (run: TrainRun) =>
      new RunReplay(
        {
          configuration: replayedConfiguration(run),
          nearest: (iteration) => nearest(run, iteration),
          keep: (checkpoint) => cacheOf(run).keep(checkpoint),
        },
        connect,
      );
    /** Of a run that goes on from another and does not know where, for example of an earlier visit. */
    const findBeginning = async ({ checkpoints, configuration, origin }: TrainRun) => {
      if (origin === null || checkpoints.beginning !== null) return;
      checkpoints.beginning = await forkBeginning(configuration, origin, connect);
    };
    const put = (run: TrainRun, visit: Visit | null) => {
      const { [run.id]: _, ...others } = get().visits;
      set({ visits: visit === null ? others : { ...others, [run.id]: visit } });
    };
    const recompute = async (run: TrainRun, iteration: number) => {
      const replay = replays.get(run.id) ?? replayOf(run);
      replays.set(run.id, replay);
      const isWaited = () => get().visits[run.id]?.iteration === iteration;
      const patience = setTimeout(() => {
        if (isWaited()) put(run, { iteration, recomputing: true, checkpoint: null });
      }, PATIENCE);
      try {
        await findBeginning(run);
        if (!isWaited()) return;
        const checkpoint = await replay.reach(iteration);
        if (checkpoint === null || !isWaited()) return;
        put(run, { iteration, recomputing: false, checkpoint });
        run.feed.visit(pastIteration(run, checkpoint));
      } catch (error) {
        replays.delete(run.id);
        if (!isWaited()) return;
        get().leave(run);
        const why = error instanceof Error ? error.message : String(error);
        useNotices.getState().post(() => m.notShown({ iteration, why }), 'problem');
      } finally {
        clearTimeout(patience);
      }
    };

    return {
      visits: {},

      visit: (run, iteration) => {
        requireFinished(run, iteration, Math.max(1, firstIteration(run)));
        const before = get().visits[run.id];
        if (before?.iteration === iteration) return;
        const known = nearest(run, iteration);
        if (known?.iteration === iteration) {
          put(run, { iteration, recomputing: false, checkpoint: known });
          run.feed.visit(pastIteration(run, known));
        } else {
          put(run, { iteration, recomputing: before?.recomputing ?? false, checkpoint: null });
          recompute(run, iteration);
        }
      },
      leave: (run) => {
        replays.get(run.id)?.close();
        replays.delete(run.id);
        if (get().visits[run.id] !== undefined) put(run, null);
        if (run.feed.visited !== null) run.feed.visit(null);
      },
      checkpointAt: async (run, iteration) => {
        requireFinished(run, iteration, firstIteration(run));
        if (iteration === 0) return freshCheckpoint(run.configuration);
        await findBeginning(run);
        const known = nearest(run, iteration);
        if (known?.iteration === iteration) return known;
        const replay = replayOf(run);
        try {
          return (await replay.reach(iteration))!;
        } finally {
          replay.close();
        }
      },
    };
  });
}

/** On the run's own engine. */
function replayedConfiguration({ configuration, engine }: TrainRun): RunConfiguration {
  return engine?.id === 'webgpu' || engine?.id === 'simd'
    ? { ...configuration, engine: engine.id }
    : configuration;
}

/** The first iteration at which a run can be taken up: where it left another run, else 0. */
export function firstIteration({ origin }: TrainRun): number {
  return origin?.iteration ?? 0;
}

function requireFinished(run: TrainRun, iteration: number, first: number): void {
  const last = run.feed.latest?.iteration ?? 0;
  if (Number.isInteger(iteration) && iteration >= first && iteration <= last) return;
  throw new RangeError(m.noIteration({ first, last, iteration }));
}

/** Of the runs of the page. */
export const useTrainCursor = createTrainCursor(connectPool);

/** See {@link TrainCursor.checkpointAt}. */
export const { checkpointAt } = useTrainCursor.getState();
