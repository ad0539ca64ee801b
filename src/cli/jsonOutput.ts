import type { SessionEvent } from '../training/protocol.ts';
import type { RunSummary } from './runRecord.ts';
import { type IterationLine, TrainOutput } from './trainOutput.ts';
import type { PlannedRun } from './trainRuns.ts';

/** One JSON object a line; per-state arrays, probes and parameters are left out. */
export class JsonOutput extends TrainOutput {
  protected iteration(run: PlannedRun, { members, ...line }: IterationLine, engine: string): void {
    const metrics = members.map((member) => ({ seed: member.seed, metrics: member.metrics }));
    this.#print(run, { type: 'iteration', ...line, engine, members: metrics });
  }

  protected finished(run: PlannedRun, summary: RunSummary): void {
    this.#print(run, summary);
  }

  protected other(run: PlannedRun, event: Exclude<SessionEvent, { type: 'iteration' }>): void {
    if (['engine', 'engine-changed', 'diverged', 'members-failed', 'failed'].includes(event.type)) {
      this.#print(run, event);
    }
    if (event.type === 'failed') this.io.error(`${event.message}\n`);
  }

  end(): void {}

  #print(run: PlannedRun, line: object): void {
    const tagged = this.plan.sweeps ? { ...line, sweep: run.swept } : line;
    this.io.out(`${JSON.stringify(tagged)}\n`);
  }
}
