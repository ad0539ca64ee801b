import type { FinishedEvent, IterationSummary } from '../trainer/events.ts';
import type { SessionEvent } from '../training/protocol.ts';
import type { CommandIo } from './io.ts';
import { RunRecord, type RunSummary } from './runRecord.ts';
import type { TrainPlan } from './trainFlags.ts';
import type { PlannedRun, RunListener } from './trainRuns.ts';

export type IterationLine = IterationSummary & { readonly stepsPerSecond: number };

/** Where it is printed. */
export type Printer = Pick<CommandIo, 'out' | 'error' | 'isTerminal'>;

/** What both ways to print share: records of the runs, from which their summaries are made. */
export abstract class TrainOutput implements RunListener {
  protected readonly plan: TrainPlan;
  protected readonly io: Printer;
  readonly #records: ReadonlyMap<PlannedRun, RunRecord>;

  constructor(plan: TrainPlan, io: Printer) {
    this.plan = plan;
    this.io = io;
    this.#records = new Map(plan.runs.map((run) => [run, new RunRecord(run.configuration)]));
  }

  event(run: PlannedRun, event: SessionEvent): void {
    const record = this.#records.get(run)!;
    if (event.type === 'iteration') {
      const { stepsPerSecond, engine } = event;
      for (const one of record.add(event)) this.iteration(run, { ...one, stepsPerSecond }, engine);
    } else if (event.type === 'finished') {
      this.finished(run, record.summary(event), event);
    } else {
      this.other(run, event);
    }
  }

  /** After the last run. */
  abstract end(): void;

  protected abstract iteration(run: PlannedRun, line: IterationLine, engine: string): void;
  protected abstract finished(run: PlannedRun, summary: RunSummary, event: FinishedEvent): void;
  protected abstract other(run: PlannedRun, event: Exclude<SessionEvent, { type: 'iteration' }>): void;
}
