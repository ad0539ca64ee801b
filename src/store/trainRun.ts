import * as m from '#words/runs';
import type { EngineId } from '../engines/engine.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import type {
  DivergedEvent,
  EndReason,
  EngineChangedEvent,
  FinishedEvent,
  MemberResult,
} from '../trainer/events.ts';
import type { EngineTrial } from '../training/engineChoice.ts';
import type { SessionEvent, SessionPhase } from '../training/protocol.ts';
import type { Trouble, TroubleWatch } from '../training/troubles.ts';
import { withDecimalSign } from '../words/numerals.ts';
import type { CheckpointHistory } from './checkpointHistory.ts';
import { ENGINE_NAMES } from './engineNames.ts';
import type { NamedOrigin } from './runOrigin.ts';
import type { TrainFeed } from './trainFeed.ts';

/** One run of this visit: what slowly changes about it. What changes every iteration is in its feed. */
export interface TrainRun {
  readonly id: number;
  /** Under which it is kept: the same in every visit. */
  readonly key: string;
  /** Made from the configuration, unless somebody has given it another. */
  readonly name: string;
  /** Which of the looks of its method it has: 0 for the first run of it in the list. */
  readonly variant: number;
  /** Its curves are not drawn. */
  readonly hidden: boolean;
  /** Stays in the list however many runs follow. */
  readonly pinned: boolean;
  readonly configuration: RunConfiguration;
  /** Where it began, by the name of the run that it goes on from; `null`: at the beginning. */
  readonly origin: NamedOrigin | null;
  /** What differs from the run before it, such as `ε_μ 0.03 → 0.1`; empty if nothing or if it is the first. */
  readonly difference: string;
  readonly feed: TrainFeed;
  /** Where it can be gone back to. */
  readonly checkpoints: CheckpointHistory;
  readonly phase: SessionPhase;
  /** The engine in use and why; `null` until it is chosen. */
  readonly engine: {
    readonly id: EngineId;
    readonly description: string;
    readonly reason: string;
    readonly trials: readonly EngineTrial[];
  } | null;
  /** Engines that failed on the way, in order. */
  readonly fallbacks: readonly EngineChangedEvent[];
  /** Seeds that have diverged, in the order in which they did. */
  readonly diverged: readonly DivergedEvent[];
  /** Looks for what goes wrong with numbers that are all finite, and what it has found, in that order. */
  readonly watch: TroubleWatch;
  readonly troubles: readonly Trouble[];
  /** Why the run could not go on; `null` while nothing is wrong. */
  readonly failure: string | null;
  /** Whether a worker of it has not answered for a while. */
  readonly silent: boolean;
  readonly finished: FinishedEvent | null;
  /** The seconds of training after which the page stopped it; `null` if it did not. */
  readonly stoppedAfter: number | null;
  /** The iteration a replay goes to, `null` in an ordinary run. */
  readonly until: number | null;
  /** Digests of the last iteration at which the run stood still or ended. */
  readonly standing: Standing | null;
}

/** Parameters a run can be held to, by seed and together. */
export interface Standing {
  readonly iteration: number;
  /** `null` where the seed's worker broke. */
  readonly members: readonly Pick<MemberResult, 'seed' | 'digest'>[];
  readonly digest: string;
}

/** The kinds of trouble that a run has met, numbers that are not finite among them. */
export function troubleKinds({ troubles, diverged }: TrainRun): ReadonlySet<Trouble['kind'] | 'numbers'> {
  const kinds = troubles.map(({ kind }) => kind);
  return new Set(diverged.length > 0 ? [...kinds, 'numbers'] : kinds);
}

/** Whether the run still has a worker. */
export function isLive(run: TrainRun | null): boolean {
  return run !== null && ['preparing', 'running', 'paused'].includes(run.phase);
}

/**
 * The iteration to which a link leads that brings what is on the screen: the one that is visited, the goal of a replay,
 * else the newest. A run that diverged is led into the iteration in which it did. `null` before the first.
 */
export function iterationOnShow({ feed, phase, until, finished }: TrainRun): number | null {
  if (feed.visited !== null) return feed.visited.iteration;
  if (until !== null && (phase === 'preparing' || phase === 'running')) return until;
  if (finished?.reason === 'diverged') return finished.iteration + 1;
  return (finished?.iteration ?? feed.latest?.iteration) || null;
}

/**
 * The run after an event of its session. The same object if nothing of it changed: iterations and progress go into
 * the feed and cost no render.
 */
export function afterEvent(run: TrainRun, event: SessionEvent): TrainRun {
  switch (event.type) {
    case 'iteration': {
      run.feed.receive(event);
      const news = [...(event.skipped ?? []), event].flatMap((summary) => run.watch.see(summary));
      return news.length === 0 ? run : { ...run, troubles: [...run.troubles, ...news] };
    }
    case 'progress':
      run.feed.progress(event.fraction);
      return run;
    case 'silence':
      return run.silent === event.silent ? run : { ...run, silent: event.silent };
    case 'pong':
    case 'refused':
    case 'members-failed':
    case 'dissection':
      return run;
    case 'checkpoint': {
      const { type: _, ...checkpoint } = event;
      run.checkpoints.receive(checkpoint);
      return run;
    }
    case 'phase':
      return run.phase === event.phase ? run : { ...run, phase: event.phase };
    case 'engine':
      return {
        ...run,
        engine: {
          id: event.engine,
          description: event.description,
          reason: event.reason,
          trials: event.trials,
        },
      };
    case 'engine-changed':
      return {
        ...run,
        engine: { id: event.to, description: ENGINE_NAMES[event.to], reason: event.reason, trials: [] },
        fallbacks: [...run.fallbacks, event],
      };
    case 'diverged':
      return { ...run, diverged: [...run.diverged, event] };
    case 'failed':
      return { ...run, phase: 'failed', failure: event.message };
    case 'standing':
      return { ...run, standing: event };
    case 'finished':
      return { ...run, phase: 'finished', finished: event, standing: event };
  }
}

const FINISHED: Readonly<Record<Exclude<EndReason, 'return'>, () => string>> = {
  budget: m.finished,
  stopped: m.stopped,
  diverged: m.diverged,
  failed: m.failed,
};

/** Where a run stands, in a few words. */
export function runStatus(run: TrainRun): string {
  switch (run.phase) {
    case 'idle':
      return m.notStarted();
    case 'preparing':
      return m.preparing();
    case 'running':
      return m.training();
    case 'paused':
      return m.paused();
    case 'failed':
      return m.failed();
    case 'finished':
      if (run.stoppedAfter !== null && run.finished?.reason === 'stopped') {
        return m.stoppedAfter({ seconds: run.stoppedAfter });
      }
      if (run.finished?.reason === 'return') {
        const goal = withDecimalSign(String(run.configuration.stopAtReturn)).replace('-', '−');
        return m.stoppedAtReturn({ goal, iteration: run.finished.iteration });
      }
      return FINISHED[run.finished?.reason ?? 'stopped']();
  }
}
