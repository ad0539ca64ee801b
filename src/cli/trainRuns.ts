import type { RunConfiguration } from '../experiments/fields.ts';
import type { EndReason, FinishedEvent } from '../trainer/events.ts';
import type { TrainingConnection } from '../training/connection.ts';
import { TrainingPool } from '../training/pool.ts';
import type { SessionEvent } from '../training/protocol.ts';
import { WorkerDepot } from '../training/workerDepot.ts';
import type { SweptValues } from './sweep.ts';

/** One run of a command line. */
export interface PlannedRun {
  readonly configuration: RunConfiguration;
  /** Where in a sweep's grid it lies. */
  readonly swept: SweptValues;
  /** Iterations after which it ends; `null`: when its budget is spent. */
  readonly iterations: number | null;
  /** Seconds of training after which it ends; `null`: never. */
  readonly seconds: number | null;
}

/** Who is told what happens. */
export interface RunListener {
  event(run: PlannedRun, event: SessionEvent): void;
}

/** How a run ended: what it reached, or that nothing was. */
export type RunOutcome = EndReason | 'not started';

/**
 * Trains every run, several at a time where there are workers to spare: each has one at least, and the last ones share
 * what the others leave.
 *
 * @param connect opens the way to one more session
 * @param workers most sessions at a time, ≥ 1
 * @param interrupted ends the runs after their last whole iteration, and those that wait are left out
 * @returns how each ended
 */
export async function trainRuns(
  runs: readonly PlannedRun[],
  connect: () => TrainingConnection,
  workers: number,
  listener: RunListener,
  interrupted: AbortSignal,
): Promise<RunOutcome[]> {
  const depot = new WorkerDepot(connect);
  const outcomes: RunOutcome[] = runs.map(() => 'not started');
  const waiting = [...runs.keys()];
  const active = new Set<Promise<void>>();
  let free = workers;
  try {
    while ((waiting.length > 0 && !interrupted.aborted) || active.size > 0) {
      while (waiting.length > 0 && free > 0 && !interrupted.aborted) {
        const share = Math.max(1, Math.floor(free / waiting.length));
        const index = waiting.shift()!;
        const run = runs[index]!;
        const taken = Math.min(run.configuration.seeds.length, share);
        free -= taken;
        const done = trainRun(run, depot, taken, listener, interrupted).then((outcome) => {
          outcomes[index] = outcome;
          free += taken;
          active.delete(done);
        });
        active.add(done);
      }
      await Promise.race(active);
    }
  } finally {
    depot.close();
  }
  return outcomes;
}

function trainRun(
  run: PlannedRun,
  depot: WorkerDepot,
  workers: number,
  listener: RunListener,
  interrupted: AbortSignal,
): Promise<RunOutcome> {
  const pool = new TrainingPool(() => depot.borrow(), workers);
  const { configuration, iterations, seconds } = run;
  return new Promise((resolve) => {
    let stopping = false;
    const stop = () => {
      // Once: who asks again does not want to wait for the slowest.
      if (!stopping) {
        stopping = true;
        pool.send({ type: 'stop' });
      }
    };
    let finished: FinishedEvent | null = null;
    let timeIsUp = false;
    pool.subscribe((event) => {
      // First: whoever listens may interrupt.
      if (event.type === 'finished') finished = event;
      listener.event(run, event);
      if (event.type === 'iteration' && !stopping && event.seconds >= (seconds ?? Infinity)) {
        timeIsUp = true;
        stop();
      }
      if (event.type !== 'phase') return;
      // It pauses nowhere but where it is to end.
      if (event.phase === 'paused') stop();
      if (event.phase !== 'finished' && event.phase !== 'failed') return;
      interrupted.removeEventListener('abort', stop);
      pool.close();
      resolve(finished === null ? 'failed' : outcomeOf(finished, iterations, timeIsUp));
    });
    interrupted.addEventListener('abort', stop);
    pool.send({
      type: 'start',
      configuration,
      paused: false,
      ...(iterations === null ? {} : { until: iterations }),
    });
  });
}

/** The worst that happened to a member; being stopped where it was to stop, by return, iteration or time, is as good as having spent the budget. */
function outcomeOf({ members }: FinishedEvent, iterations: number | null, timeIsUp: boolean): EndReason {
  const reasons = members.map(({ reason, iteration }): EndReason => {
    const isAsPlanned =
      reason === 'return' || (reason === 'stopped' && (timeIsUp || iteration === iterations));
    return isAsPlanned ? 'budget' : reason;
  });
  const worst: readonly EndReason[] = ['failed', 'diverged', 'stopped', 'budget'];
  return worst.find((reason) => reasons.includes(reason))!;
}
