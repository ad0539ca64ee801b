import { create } from 'zustand';
import * as m from '#words/runs';
import type { CurvePoint } from '../comparison/curve.ts';
import { calibrate, SpeedBook } from '../comparison/expectedTime.ts';
import { ComparisonRunner } from '../comparison/runner.ts';
import type { ComparisonResults } from '../comparison/summary.ts';
import type { CompareLink, ComparisonAxis } from '../experiments/comparison/link.ts';
import { type ComparisonPlan, plannedRuns, samePlan, withinLimits } from '../experiments/comparison/plan.ts';
import type { KeptRecords } from '../keeping/keptRecords.ts';
import { storageTrouble } from '../keeping/storageTrouble.ts';
import type { TrainingConnection } from '../training/connection.ts';
import { Stopwatch } from '../training/stopwatch.ts';
import { useNotices } from './notices.ts';

/** A run under way. */
export interface LiveRun {
  /** Its place in the list of runs. */
  readonly index: number;
  readonly steps: number;
  readonly curve: readonly CurvePoint[];
}

export interface CompareStore {
  /** What the form says: the next comparison. */
  readonly plan: ComparisonPlan;
  readonly axis: ComparisonAxis;
  /** `stopped`: runs are left that Start goes on with. */
  readonly phase: 'idle' | 'running' | 'paused' | 'stopped' | 'finished';
  /** Of the comparison that was started last, whatever the form says by now; `null` before the first. */
  readonly results: ComparisonResults | null;
  readonly live: readonly LiveRun[];
  /** Seconds until all is done: of what the form says, or of what is left to train; `null` while it is not known. */
  readonly expected: number | null;
  /** Seconds since it was started, pauses left out. */
  readonly elapsed: number;
  /** Runs at a time. */
  readonly workers: number;
  /** Why the worker of a run broke, by the run's place in the list; Start trains it again. */
  readonly failures: ReadonlyMap<number, string>;
  /** Whether a worker has not answered for a while. */
  readonly silent: boolean;
  /** How many of the results are of an earlier visit. */
  readonly found: number;

  setPlan(plan: ComparisonPlan): void;
  setAxis(axis: ComparisonAxis): void;
  /** Trains what the form says, or what is left of it where it was cancelled. */
  start(): void;
  pause(): void;
  resume(): void;
  /** Keeps the runs that are over; those under way begin anew if it is started again. */
  cancel(): void;
  /** Forgets the results of what the form says, of this visit and of earlier ones. */
  clear(): void;
  /** Measures what the form's expected time needs, unless runs are under way. */
  estimate(): void;
  linkState(): CompareLink;
  applyLink(link: CompareLink): void;
}

/** Where records outlive the page. What cannot be done is nobody's trouble: the runs are trained. */
export type RecordKeeping = Pick<KeptRecords, 'read' | 'write' | 'remove'>;

/** Pictures of runs under way follow them at this pace. */
const TELL_MILLISECONDS = 250;

/** @param connect opens the way to one more session, in a worker as a rule */
export function createCompareStore(
  connect: () => TrainingConnection,
  workers: number,
  opened: CompareLink,
  now = () => performance.now(),
  kept: RecordKeeping | null = null,
) {
  const book = new SpeedBook();
  const live = new Map<number, LiveRun>();
  let runner: ComparisonRunner | null = null;
  let stopwatch = new Stopwatch(now);
  let telling: ReturnType<typeof setTimeout> | null = null;
  let trials: AbortController | null = null;
  let troubled = false;

  return create<CompareStore>((set, get) => {
    /** What is left of the results, or the whole of a plan. */
    const expectedFor = (plan: ComparisonPlan): number | null => {
      const { results, phase } = get();
      const open = phase === 'running' || phase === 'paused' || phase === 'stopped';
      if (results === null || !open || !samePlan(results.plan, plan)) {
        const runs = plannedRuns(plan).map(({ configuration }) => ({
          configuration,
          stepsLeft: configuration.steps,
        }));
        return book.expected(runs, Math.min(workers, Math.max(1, runs.length)));
      }
      const left = results.runs.flatMap(({ configuration }, index) => {
        if (results.records[index] !== null) return [];
        return { configuration, stepsLeft: Math.max(0, configuration.steps - (live.get(index)?.steps ?? 0)) };
      });
      return book.expected(left, Math.min(workers, Math.max(1, left.length)), 'roughly');
    };
    const tell = () => {
      if (telling !== null) clearTimeout(telling);
      telling = null;
      const { results, plan } = get();
      set({ live: [...live.values()], elapsed: stopwatch.seconds() });
      set({ expected: expectedFor(runner === null ? plan : results!.plan) });
    };
    const tellSoon = () => {
      telling ??= setTimeout(tell, TELL_MILLISECONDS);
    };
    const stopTrials = () => {
      trials?.abort();
      trials = null;
    };

    const run = (results: ComparisonResults) => {
      stopTrials();
      const indices = results.runs.flatMap((_, index) => (results.records[index] === null ? [index] : []));
      if (indices.length === 0) return;
      set({ results, phase: 'running', failures: new Map(), silent: false });
      stopwatch.go();
      runner = new ComparisonRunner(results.runs, indices, connect, workers, {
        progress: (index, steps, seconds, curve) => {
          book.addTrial(results.runs[index]!.configuration, seconds / steps);
          live.set(index, { index, steps, curve });
          tellSoon();
        },
        ended: (index, record) => {
          live.delete(index);
          book.addRun(results.runs[index]!.configuration, record.steps, record.seconds);
          const shown = get().results!;
          set({ results: { ...shown, records: shown.records.with(index, record) } });
          kept?.write(results.runs[index]!.configuration, record, Date.now()).catch(onTrouble);
          tellSoon();
        },
        failed: (index, message) => {
          live.delete(index);
          set({ failures: new Map([...get().failures, [index, message]]) });
          tellSoon();
        },
        silent: (silent) => set({ silent }),
        done: () => {
          stopwatch.halt();
          runner = null;
          set({ phase: get().failures.size === 0 ? 'finished' : 'stopped' });
          tell();
        },
      });
      runner.start();
      tell();
    };

    /** Shows what earlier visits have of a plan, unless something else is on show by then. */
    const find = async (plan: ComparisonPlan) => {
      const runs = plannedRuns(plan);
      const records = (await kept?.read(runs.map(({ configuration }) => configuration))) ?? [];
      const found = records.filter((record) => record !== null).length;
      const { results, plan: wanted } = get();
      if (found === 0 || runner !== null || !samePlan(wanted, plan)) return;
      if (results !== null && samePlan(results.plan, plan)) return;
      stopwatch = new Stopwatch(now);
      const phase = found === runs.length ? 'finished' : 'stopped';
      set({ results: { plan, runs, records }, found, failures: new Map(), phase });
      tell();
    };
    const onTrouble = (error: unknown) => {
      if (troubled) return;
      troubled = true;
      useNotices.getState().post(() => m.resultsNotKept({ trouble: storageTrouble(error) }), 'problem');
    };
    if (!opened.run) find(opened.plan).catch(onTrouble);

    return {
      plan: opened.plan,
      axis: opened.axis,
      phase: 'idle',
      results: null,
      live: [],
      expected: null,
      elapsed: 0,
      workers,
      found: 0,
      failures: new Map(),
      silent: false,

      setPlan: (asked) => {
        const notices: string[] = [];
        const plan = withinLimits(asked, notices);
        for (const index of notices.keys()) {
          useNotices.getState().post(() => {
            const again: string[] = [];
            withinLimits(asked, again);
            return again[index]!;
          }, 'problem');
        }
        set({ plan });
        if (runner === null) set({ expected: expectedFor(plan) });
      },
      setAxis: (axis) => set({ axis }),

      start: () => {
        const { plan, phase, results } = get();
        if (runner !== null) return;
        if (phase === 'stopped' && results !== null && samePlan(results.plan, plan)) {
          run(results);
          return;
        }
        stopwatch = new Stopwatch(now);
        const runs = plannedRuns(plan);
        set({ found: 0 });
        run({ plan, runs, records: runs.map(() => null) });
      },
      pause: () => {
        if (get().phase !== 'running') return;
        runner?.pause();
        stopwatch.halt();
        set({ phase: 'paused' });
      },
      resume: () => {
        if (get().phase !== 'paused') return;
        stopwatch.go();
        set({ phase: 'running' });
        runner?.resume();
      },
      cancel: () => {
        if (runner === null) return;
        runner.cancel();
        runner = null;
        stopwatch.halt();
        live.clear();
        set({ phase: 'stopped' });
        tell();
      },
      clear: () => {
        if (runner !== null) return;
        const { plan } = get();
        const recipes = plannedRuns(plan).map(({ configuration }) => configuration);
        kept?.remove(recipes).catch(onTrouble);
        set({ results: null, found: 0, failures: new Map(), phase: 'idle', elapsed: 0 });
        set({ expected: expectedFor(plan) });
      },
      estimate: () => {
        if (runner !== null) return;
        stopTrials();
        const { plan } = get();
        const asked = new AbortController();
        trials = asked;
        void calibrate(book, plannedRuns(plan), connect, asked.signal).then(() => {
          if (!asked.signal.aborted && runner === null) set({ expected: expectedFor(get().plan) });
        });
      },

      linkState: () => ({ view: 'compare', plan: get().plan, axis: get().axis, run: false }),
      applyLink: ({ plan, axis, run: starts }) => {
        set({ plan, axis });
        if (starts) {
          get().cancel();
          get().start();
        } else if (runner === null) {
          set({ expected: expectedFor(plan) });
          find(plan).catch(onTrouble);
        }
      },
    };
  });
}

/** The share of all steps that have been taken, 0 … 1. */
export function progressOf({ results, live }: Pick<CompareStore, 'results' | 'live'>): number {
  if (results === null) return 0;
  let all = 0;
  let done = 0;
  const steps = new Map(live.map((run) => [run.index, run.steps]));
  results.runs.forEach(({ configuration }, index) => {
    all += configuration.steps;
    done +=
      results.records[index] !== null
        ? configuration.steps
        : Math.min(configuration.steps, steps.get(index) ?? 0);
  });
  return all === 0 ? 1 : done / all;
}
