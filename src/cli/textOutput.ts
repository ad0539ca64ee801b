import { iterationsInBudget } from '../experiments/budget.ts';
import type { EndReason, FinishedEvent } from '../trainer/events.ts';
import type { SessionEvent } from '../training/protocol.ts';
import type { RunSummary } from './runRecord.ts';
import { sweptText } from './sweep.ts';
import { MOST_ON_A_LINE, magnitude, mean, number, percent, returnsText, TENTHS, table } from './tableText.ts';
import { type IterationLine, TrainOutput } from './trainOutput.ts';
import type { PlannedRun } from './trainRuns.ts';

/** Characters of a digest in a table. */
const SHORT_DIGEST = 12;

/** For people: one line that is rewritten on a terminal, a line an iteration elsewhere. */
export class TextOutput extends TrainOutput {
  /** Mean return by seed of the last iteration in which an episode finished. */
  readonly #returns = new Map<PlannedRun, Map<number, number | null>>();
  readonly #summaries = new Map<PlannedRun, RunSummary>();
  #engine = '';
  #lineIsOpen = false;

  /** Of a run that had been trained before. */
  known(run: PlannedRun, summary: RunSummary): void {
    this.#summaries.set(run, summary);
  }

  protected iteration(run: PlannedRun, line: IterationLine): void {
    const { iteration, steps, stepsPerSecond, members } = line;
    const { seeds } = run.configuration;
    const returns = this.#returns.get(run) ?? new Map(seeds.map((seed) => [seed, null]));
    this.#returns.set(run, returns);
    for (const { seed, metrics } of members) {
      if (metrics.episodic_return !== null) returns.set(seed, metrics.episodic_return);
    }
    const ended = this.#summaries.size;
    const of = this.plan.runs.length;
    const text = [
      ...(this.plan.sweeps ? [`${sweptText(run.swept)} (${ended} of ${of} runs done)`] : []),
      `iteration ${iteration}/${run.iterations ?? iterationsInBudget(run.configuration)}`,
      `${number(steps)} steps`,
      `return ${returnsText([...returns.values()])}`,
      `${percent(mean(members.map(({ metrics }) => metrics.violations_proposed)))} of proposals beyond a bound`,
      `${number(stepsPerSecond)} steps/s`,
    ].join(' · ');
    if (!this.io.isTerminal) {
      this.io.error(`${text}\n`);
      return;
    }
    this.io.error(`\r\u001b[2K${text}`);
    this.#lineIsOpen = true;
  }

  protected finished(run: PlannedRun, summary: RunSummary, { finalReturn }: FinishedEvent): void {
    this.#summaries.set(run, summary);
    this.#endLine();
    const { violations, steps, seconds, stepsPerSecond, digest, members } = summary;
    const projected = violations.projected === null ? '' : `, projected ${percent(violations.projected)}`;
    const seeds = members.map(({ seed }) => seed);
    const returns =
      seeds.length <= MOST_ON_A_LINE
        ? finalReturn.map((value, p) => `${number(value, TENTHS)} (seed ${seeds[p]})`).join(', ')
        : `${returnsText(finalReturn)}, ${seeds.length} seeds`;
    this.io.out(
      [
        ...(this.plan.sweeps ? [`\n${sweptText(run.swept)}`] : []),
        ...(members.length > 1 ? [table(seedRows(summary)), ''] : []),
        `return      ${returns}`,
        `beyond      proposed ${percent(violations.proposed)}${projected} of all states`,
        `steps       ${number(steps)} per seed in ${number(seconds, TENTHS)} s (${number(stepsPerSecond)} a second)`,
        `parameters  sha256 ${digest}`,
        '',
      ].join('\n'),
    );
  }

  protected other(run: PlannedRun, event: Exclude<SessionEvent, { type: 'iteration' }>): void {
    const where = this.plan.sweeps ? `${sweptText(run.swept)}: ` : '';
    switch (event.type) {
      case 'engine':
        this.#tellEngine(
          `engine: ${event.description}${event.workers > 1 ? ` × ${event.workers}` : ''}. ${event.reason}`,
        );
        break;
      case 'engine-changed':
        this.#say(`${where}${event.reason} Continuing on ${event.to} from iteration ${event.iteration}.`);
        break;
      case 'diverged':
        this.#say(
          `${where}Training diverged in iteration ${event.iteration}: the ${event.quantity} of seed ${event.seed} ceased to be valid numbers.`,
        );
        break;
      case 'members-failed':
        this.#say(
          `${where}${event.seeds.length > 1 ? 'Seeds' : 'Seed'} ${event.seeds.join(', ')} ended after iteration ${event.iteration}: ${event.message}`,
        );
        break;
      case 'failed':
        this.#say(`${where}${event.message}`);
        break;
    }
  }

  /** After the last run: of a sweep, its values side by side. */
  end(): void {
    this.#endLine();
    if (!this.plan.sweeps) return;
    const rows = this.plan.runs.map((run) => {
      const summary = this.#summaries.get(run);
      return [sweptText(run.swept), ...(summary ? sweepCells(summary) : ['failed', '–', '–', '–'])];
    });
    this.io.out(`\n${table([['value', 'return', 'proposed beyond', 'KL mean', 'KL max'], ...rows])}\n`);
  }

  /** Runs of a sweep have the same to say as a rule. */
  #tellEngine(sentence: string): void {
    if (this.#engine !== sentence) this.#say(sentence);
    this.#engine = sentence;
  }

  #say(sentence: string): void {
    this.#endLine();
    this.io.error(`${sentence}\n`);
  }

  #endLine(): void {
    if (this.#lineIsOpen) this.io.error('\n');
    this.#lineIsOpen = false;
  }
}

/** What is said of a seed that ended otherwise than by its budget. */
const NOTES: Readonly<Record<EndReason, string>> = {
  budget: '',
  stopped: '',
  return: ' (reached)',
  diverged: ' (diverged)',
  failed: ' (failed)',
};

function seedRows({ members }: RunSummary): string[][] {
  const header = ['seed', 'iterations', 'return', 'proposed beyond', 'KL mean', 'KL max', 'sha256'];
  const rows = members.map(({ seed, reason, iteration, finalReturn, violations, kl, digest }) => [
    `${seed}${NOTES[reason]}`,
    String(iteration),
    number(finalReturn, TENTHS),
    percent(violations.proposed),
    magnitude(kl.mean),
    magnitude(kl.max),
    digest?.slice(0, SHORT_DIGEST) ?? '–',
  ]);
  return [header, ...rows];
}

function sweepCells({ members }: RunSummary): string[] {
  const trained = members.filter(({ kl }) => !Number.isNaN(kl.mean));
  return [
    returnsText(members.map(({ finalReturn }) => finalReturn)),
    percent(mean(trained.map(({ violations }) => violations.proposed))),
    magnitude(mean(trained.map(({ kl }) => kl.mean))),
    magnitude(trained.reduce((max, { kl }) => Math.max(max, kl.max), trained.length > 0 ? 0 : Number.NaN)),
  ];
}
