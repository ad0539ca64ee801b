import type { MemberSummary } from '../../src/cli/runRecord.ts';
import { stepsToThreshold } from '../../src/comparison/threshold.ts';
import type { Environment } from '../../src/environments/environment.ts';
import { bootstrapInterquartileMean, median } from '../../src/experiments/statistics.ts';
import { createRandom } from '../../src/random/random.ts';
import type { Method, Task } from './plan.ts';
import type { RunResult } from './runs.ts';

const CONFIDENCE = 0.95;
/** The bootstrap's own seed: the document is the same whenever it is written from the same runs. */
const BOOTSTRAP_SEED = 2021;
const MINUS = '−';

/** One row: a method on a task. */
export interface Row {
  readonly method: Method;
  readonly result: RunResult;
}

/** One table: a task with the rows that were run. */
export interface Section {
  readonly task: Task;
  readonly environment: Environment;
  readonly rows: readonly Row[];
}

/** What stands before the tables. */
export function resultsHead(seeds: number): string {
  return [
    '# Results',
    '',
    `Made by \`npm run results\` from the output of the command line, WebAssembly engine, ${seeds} seeds a row. Every row can be`,
    'repeated to the last bit: its command, under the table, ends with the digest shown.',
    '',
    '- **Return**: interquartile mean over seeds of the mean undiscounted return of the last 64 training episodes, actions',
    '  sampled, with a 95 % stratified-bootstrap interval (Agarwal et al. 2021; one task is one stratum), then the worst seed.',
    '- **Solved after**: environment steps until the mean of 32 episodes first reached the threshold, median over the',
    '  seeds that reached it, and how many did.',
    '- **Beyond**: share of all states of all iterations in which a part of the KL exceeds the bound of the task’s',
    '  settings, for the network’s own output (proposed) and behind the layer (projected; a dash where there is no layer).',
    '  The bounds of W2, Frobenius, Bures and Euclidean layers hold in their own metric, so in KL their projections may lie outside.',
    '- **KL**: from the old policy, mean over all states of the run and the largest, network output and projection.',
    '- A run that diverges counts as what it reached, and is marked.',
    '',
  ].join('\n');
}

/** A task's section without its heading. @param version names the code that made the results */
export function taskSection(section: Section, version: string): string {
  return sectionLines(section, version).join('\n');
}

function sectionLines({ task, environment, rows }: Section, version: string): string[] {
  const threshold = environment.solvedReturn;
  return [
    `${environment.summary} ${count(task.steps)} steps a seed. ${
      threshold === null ? 'No threshold is agreed on for this task.' : `Threshold: ${signed(threshold)}.`
    }`,
    '',
    ...(task.remark === undefined ? [] : [task.remark, '']),
    '| method | return | worst seed | solved after | beyond, proposed | projected | KL mean | largest | projected KL mean | largest | digest |',
    '|---|---|---|---|---|---|---|---|---|---|---|',
    ...rows.map((row) => rowLine(row, threshold)),
    '',
    '```',
    ...rows.map(
      ({ method, result }) => `# ${method.title}\nnpm run -s cli -- train ${result.command.join(' ')}`,
    ),
    '```',
    '',
    ...failureLines(rows, threshold),
    `With the code of \`${version}\`.`,
    '',
  ];
}

function rowLine({ method, result }: Row, threshold: number | null): string {
  const { seeds } = result;
  const returns = returnsOf(seeds);
  const cells =
    returns.length === 0 ? ['no episode finished', ''] : [estimate([returns]), signed(Math.min(...returns))];
  const diverged = seeds.filter((seed) => seed.reason === 'diverged').length;
  return `| ${[
    diverged > 0 ? `${method.title} (${diverged} diverged)` : method.title,
    ...cells,
    solvedAfter(seeds, threshold),
    percent(mean(seeds, (seed) => seed.klViolations.proposed)),
    percent(mean(seeds, (seed) => seed.klViolations.projected)),
    scientific(mean(seeds, (seed) => seed.kl.mean)),
    scientific(largest(seeds, (seed) => seed.kl.max)),
    scientific(mean(seeds, (seed) => seed.projectedKl?.mean ?? null)),
    scientific(largest(seeds, (seed) => seed.projectedKl?.max ?? null)),
    `\`${result.digest.slice(0, 12)}\``,
  ].join(' | ')} |`;
}

/** Says in words which methods failed, so that nobody has to find it in the numbers. */
function failureLines(rows: readonly Row[], threshold: number | null): string[] {
  if (threshold === null) return [];
  const reached = (row: Row) =>
    row.result.seeds.filter((seed) => stepsToThreshold(seed.returns, threshold) !== null).length;
  const none = rows.filter((row) => reached(row) === 0);
  const some = rows.filter((row) => reached(row) > 0 && reached(row) < row.result.seeds.length);
  const names = (list: readonly Row[]) => list.map(({ method }) => method.title).join('; ');
  return [
    ...(none.length > 0 ? [`No seed reached the threshold with: ${names(none)}.`, ''] : []),
    ...(some.length > 0 ? [`Only some seeds reached it with: ${names(some)}.`, ''] : []),
  ];
}

/**
 * Methods over tasks that have the same ones: returns of a task are brought to 0 … 1 between the worst and the best seed of
 * any method on it, then pooled; the bootstrap resamples every task's seeds by themselves.
 */
export function overallSection(sections: readonly Section[]): string {
  const methods = sections[0]?.rows.map(({ method }) => method) ?? [];
  const lines = methods.flatMap((method) => {
    const strata = sections.map(({ rows }) => {
      const all = rows.flatMap(({ result }) => returnsOf(result.seeds));
      const [low, high] = [Math.min(...all), Math.max(...all)];
      const own = rows.find((row) => row.method.id === method.id);
      return returnsOf(own?.result.seeds ?? []).map((value) =>
        high > low ? (value - low) / (high - low) : 1,
      );
    });
    if (strata.some((runs) => runs.length === 0)) return [];
    const { value, low, high } = bootstrapInterquartileMean(strata, CONFIDENCE, createRandom(BOOTSTRAP_SEED));
    return [`| ${method.title} | ${value.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}] |`];
  });
  return [
    'Returns of each task brought to 0 … 1 between the worst and the best seed of any method on it; interquartile mean',
    'over all seeds of all tasks with its 95 % stratified-bootstrap interval.',
    '',
    '| method | normalised return |',
    '|---|---|',
    ...lines,
    '',
  ].join('\n');
}

function returnsOf(seeds: readonly MemberSummary[]): number[] {
  return seeds.flatMap(({ finalReturn }) => (finalReturn === null ? [] : [finalReturn]));
}

function estimate(strata: readonly (readonly number[])[]): string {
  const { value, low, high } = bootstrapInterquartileMean(strata, CONFIDENCE, createRandom(BOOTSTRAP_SEED));
  return `**${signed(value)}** [${signed(low)}, ${signed(high)}]`;
}

function solvedAfter(seeds: readonly MemberSummary[], threshold: number | null): string {
  if (threshold === null) return '–';
  const steps = seeds.flatMap(({ returns }) => stepsToThreshold(returns, threshold) ?? []);
  if (steps.length === 0) return `never (0/${seeds.length})`;
  return `${count(Math.round(median(steps)))} (${steps.length}/${seeds.length})`;
}

type Pick = (seed: MemberSummary) => number | null;

function mean(seeds: readonly MemberSummary[], pick: Pick): number | null {
  const values = seeds.flatMap((seed) => pick(seed) ?? []);
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function largest(seeds: readonly MemberSummary[], pick: Pick): number | null {
  const values = seeds.flatMap((seed) => pick(seed) ?? []);
  return values.length === 0 ? null : Math.max(...values);
}

function count(value: number): string {
  return new Intl.NumberFormat('en').format(value);
}

function signed(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 1 ? 1 : 3;
  return value.toFixed(digits).replace('-', MINUS);
}

function percent(share: number | null): string {
  return share === null ? '–' : `${(100 * share).toFixed(share > 0 && share < 0.001 ? 3 : 1)} %`;
}

function scientific(value: number | null): string {
  return value === null ? '–' : value.toPrecision(2).replace('-', MINUS);
}
