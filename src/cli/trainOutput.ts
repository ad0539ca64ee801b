import { iterationsInBudget } from '../experiments/budget.ts';
import type { FinishedEvent, IterationSummary } from '../trainer/events.ts';
import type { SessionEvent } from '../training/protocol.ts';
import type { CommandIo } from './io.ts';
import { RunRecord, type RunSummary } from './runRecord.ts';
import { sweptText } from './sweep.ts';
import type { TrainPlan } from './trainFlags.ts';
import type { PlannedRun, RunListener } from './trainRuns.ts';

type IterationLine = IterationSummary & { readonly stepsPerSecond: number };

/** What both ways to print share: records of the runs, from which their summaries are made. */
abstract class Output implements RunListener {
  protected readonly plan: TrainPlan;
  protected readonly io: CommandIo;
  readonly #records: ReadonlyMap<PlannedRun, RunRecord>;

  constructor(plan: TrainPlan, io: CommandIo) {
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

  protected abstract iteration(run: PlannedRun, line: IterationLine, engine: string): void;
  protected abstract finished(run: PlannedRun, summary: RunSummary, event: FinishedEvent): void;
  protected abstract other(run: PlannedRun, event: Exclude<SessionEvent, { type: 'iteration' }>): void;
}

/** One JSON object a line; per-state arrays, probes and parameters are left out. */
export class JsonOutput extends Output {
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

const MINUS = '−';
const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const TENTHS = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const TWO_DIGITS = new Intl.NumberFormat('en', { maximumSignificantDigits: 2 });
/** Beyond these a number is written with an exponent. */
const PLAIN = { smallest: 1e-5, largest: 1e5 };
/** Seeds whose returns fit on a line; of more their mean and range are told. */
const MOST_ON_A_LINE = 4;
/** Characters of a digest in a table. */
const SHORT_DIGEST = 12;

function number(value: number | null, format = WHOLE): string {
  return value === null || Number.isNaN(value) ? '–' : format.format(value).replace('-', MINUS);
}

/** To two significant digits, from any number of orders of magnitude. */
function magnitude(value: number): string {
  const plain = value === 0 || (value >= PLAIN.smallest && value < PLAIN.largest);
  return plain || !Number.isFinite(value) ? number(value, TWO_DIGITS) : value.toExponential(1);
}

function percent(share: number | null): string {
  return share === null ? '–' : `${number(100 * share, TENTHS)} %`;
}

/** `−170.0, −180.0`, or of many `−175.0 (−190.0 … −160.0)`. */
function returnsText(returns: readonly (number | null)[]): string {
  if (returns.length <= MOST_ON_A_LINE) return returns.map((value) => number(value, TENTHS)).join(', ');
  const known = returns.filter((value) => value !== null);
  if (known.length === 0) return '–';
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return `${number(mean(known), TENTHS)} (${number(low, TENTHS)} … ${number(high, TENTHS)})`;
}

/** NaN of nothing. */
function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Left-aligned first column, the others right-aligned. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** For people: one line that is rewritten on a terminal, a line an iteration elsewhere. */
export class TextOutput extends Output {
  /** Mean return by seed of the last iteration in which an episode finished. */
  readonly #returns = new Map<PlannedRun, Map<number, number | null>>();
  readonly #summaries = new Map<PlannedRun, RunSummary>();
  #engine = '';
  #lineIsOpen = false;

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

function seedRows({ members }: RunSummary): string[][] {
  const header = ['seed', 'iterations', 'return', 'proposed beyond', 'KL mean', 'KL max', 'sha256'];
  const rows = members.map(({ seed, reason, iteration, finalReturn, violations, kl, digest }) => [
    `${seed}${reason === 'diverged' || reason === 'failed' ? ` (${reason})` : ''}`,
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
