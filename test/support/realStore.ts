import { vi } from 'vitest';
import type { RunConfiguration } from '../../src/experiments/fields.ts';
import { DEFAULT_TRAIN } from '../../src/experiments/link.ts';
import { createTrainCursor } from '../../src/store/trainCursor.ts';
import type { TrainRun } from '../../src/store/trainRun.ts';
import { currentRun } from '../../src/store/trainSelection.ts';
import { createTrainStore } from '../../src/store/trainStore.ts';
import type { TrainingConnection } from '../../src/training/connection.ts';
import { LocalConnection } from '../../src/training/localConnection.ts';
import { TrainingPool } from '../../src/training/pool.ts';
import type { TrainingCommand } from '../../src/training/protocol.ts';

/** Pools of sessions in this process, until `close` ends them all. */
export function localPools() {
  const pools: TrainingPool[] = [];
  return {
    open: (): TrainingPool => {
      const pool = new TrainingPool(() => new LocalConnection(), 2);
      pools.push(pool);
      return pool;
    },
    close: () => {
      for (const pool of pools.splice(0)) pool.close();
    },
  };
}

/**
 * Train's store over real sessions.
 * @param open a session for a run
 * @param openReplay one for a replay
 */
export function realStore(
  configuration: RunConfiguration,
  open: () => TrainingConnection<TrainingCommand>,
  openReplay: () => TrainingConnection<TrainingCommand> = open,
) {
  const cursor = createTrainCursor(openReplay);
  const store = createTrainStore(
    (listener) => {
      const pool = open();
      pool.subscribe(listener);
      return pool;
    },
    { ...DEFAULT_TRAIN, configuration },
    cursor,
    openReplay,
  );
  return { store, cursor };
}

/** The run on show, when it has finished. */
export async function finishedRun(store: ReturnType<typeof createTrainStore>): Promise<TrainRun> {
  return vi.waitFor(() => {
    const run = currentRun(store.getState());
    if (run?.finished == null) throw new Error(`the run is ${run?.phase}: ${run?.failure}`);
    return run;
  }, 20_000);
}
