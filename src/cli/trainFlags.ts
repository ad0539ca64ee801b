import { parseArgs } from 'node:util';
import { iterationsInBudget } from '../experiments/budget.ts';
import { ALGORITHM_IDS, ENGINE_CHOICES, ENVIRONMENT_IDS, PROJECTION_IDS } from '../experiments/choices.ts';
import { requireConfiguration, requireSettings } from '../experiments/configuration.ts';
import { RUN_FIELDS, type RunConfiguration } from '../experiments/fields.ts';
import { fieldToText } from '../experiments/fieldText.ts';
import { decodeLink } from '../experiments/link.ts';
import { quoted, suggestion } from '../experiments/nearest.ts';
import { METRICS, metricHelp } from '../trainer/metrics.ts';
import type { CommandIo } from './io.ts';
import { readJson } from './readJson.ts';
import { type SweptValues, sweepGrid, sweptText } from './sweep.ts';
import type { PlannedRun } from './trainRuns.ts';

export const HELP = `usage: npm run -s cli -- train [FLAGS]

what to train (a flag wins over a link or file, --set over the other flags)
  --link URL          a Train link of the playground; one that leads to an iteration (at=) ends there
  --config FILE       a run file (JSON); "-" reads standard input
  --environment NAME  ${ENVIRONMENT_IDS.join(', ')}; without a link or file, its preset is the base
  --algorithm NAME    ${ALGORITHM_IDS.join(', ')}
  --projection NAME   ${PROJECTION_IDS.join(', ')}
  --seed N            one seed
  --seeds LIST        several seeds, trained side by side: 1,2,3 or 1..5
  --steps N           environment steps per seed
  --stop-at-return R  a seed ends when the mean return of its last 64 episodes is at least R
  --iterations N      ends after iteration N, as if it had been stopped there
  --seconds N         ends a run after N seconds of training, at a whole iteration; which one depends on the machine
  --engine NAME       ${ENGINE_CHOICES.join(', ')}
  --set NAME=VALUE    any setting, by its name or its key in links; may be repeated
  --sweep NAME=V,V,…  a run for every value of a setting; repeated: for every combination

how
  --workers N         threads to spread seeds and runs over (all processor cores if left out; 1: none but this)

output
  --json              one JSON object a line on standard output: every event with its metrics, and of every run a
                      summary at its end; in a sweep each says under "sweep" to which values it belongs
  --output FILE       adds these lines to a file; runs whose summaries are in it already are not trained again, so that
                      the same command goes on where it was stopped
  --dry-run           says how many runs it would be and how long they would take, and ends
  --help              this page

settings (name, key in links, default)
${RUN_FIELDS.map((field) => `  ${field.name.padEnd(25)} ${field.key.padEnd(8)} ${fieldToText(field, field.default)}`).join('\n')}

metrics (of every iteration and seed, with --json)
${METRICS.map((metric) => `  ${metric.name.padEnd(25)} ${metricHelp(metric)}`).join('\n')}

The same settings, seed and engine give the same parameters, however many workers there are; their SHA-256 is printed.
Before a sweep begins it says how many runs it is and about how long they will take.
Ctrl-C ends the runs after their last whole iteration and prints the summaries so far (exit code 130).
Exit code 1: a run failed, or a seed diverged or lost its worker; the others went on. Exit code 2: the command line was
not understood.

examples
  npm run -s cli -- train --environment point-mass --algorithm ppo --seeds 1..5
  npm run -s cli -- train --sweep meanBound=0.003,0.03,0.3 --seeds 1..3 --output runs.jsonl
  npm run -s cli -- train --projection w2 --set head=root --set meanBound=0.01 --iterations 20
`;

const OPTIONS = {
  link: { type: 'string' },
  config: { type: 'string' },
  environment: { type: 'string' },
  algorithm: { type: 'string' },
  projection: { type: 'string' },
  seed: { type: 'string' },
  seeds: { type: 'string' },
  steps: { type: 'string' },
  'stop-at-return': { type: 'string' },
  iterations: { type: 'string' },
  seconds: { type: 'string' },
  engine: { type: 'string' },
  set: { type: 'string', multiple: true },
  sweep: { type: 'string', multiple: true },
  workers: { type: 'string' },
  json: { type: 'boolean' },
  output: { type: 'string' },
  'dry-run': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Flags that are settings under the same name. */
const SETTING_FLAGS = ['environment', 'algorithm', 'projection', 'seeds', 'steps', 'engine'] as const;

/** More threads than any machine that this has been thought through for. */
const MOST_WORKERS = 1024;

/** A month. */
const MOST_SECONDS = 31 * 24 * 3600;

export type Flags = ReturnType<typeof readFlags>;

/** What a command line asks for. */
export interface TrainPlan {
  /** In the order of the grid. */
  readonly runs: readonly PlannedRun[];
  /** Whether settings are swept; with one value there is one run all the same. */
  readonly sweeps: boolean;
  /** `null`: as many as there are cores. */
  readonly workers: number | null;
}

/** @throws what {@link flagSentence} makes a sentence of */
export function readFlags(args: readonly string[]) {
  return parseArgs({
    args: joinNegativeNumbers(args),
    options: OPTIONS,
    strict: true,
    allowPositionals: false,
  }).values;
}

/** `--seed -1` as `--seed=-1`: a number is no flag, and whoever writes one is told what a seed may be. */
function joinNegativeNumbers(args: readonly string[]): string[] {
  const joined: string[] = [];
  for (const argument of args) {
    const last = joined.at(-1);
    if (/^-[\d.]/.test(argument) && last?.startsWith('--') && !last.includes('=')) {
      joined[joined.length - 1] = `${last}=${argument}`;
    } else {
      joined.push(argument);
    }
  }
  return joined;
}

/** @throws {RangeError} with a sentence, or several lines of them, about what does not make sense */
export async function planOf(flags: Flags, io: CommandIo): Promise<TrainPlan> {
  exclude(flags, 'link', 'config');
  exclude(flags, 'seed', 'seeds');
  const workers = flags.workers === undefined ? null : wholeNumber('--workers', flags.workers, MOST_WORKERS);
  const seconds = flags.seconds === undefined ? null : wholeNumber('--seconds', flags.seconds, MOST_SECONDS);
  const grid = sweepGrid(flags.sweep ?? []);
  const settings = settingsOf(flags);
  const both = Object.keys(grid[0]!).find((name) => Object.hasOwn(settings, name));
  if (both !== undefined) throw new RangeError(`${both} is both set and swept; give it once`);
  const { recipe, at } = await base(flags, io);
  const runs = grid.map((swept): PlannedRun => {
    try {
      const configuration = requireConfiguration({ ...recipe, ...settings, ...swept });
      return { configuration, swept, iterations: iterationsOf(flags, configuration, at), seconds };
    } catch (error) {
      throw error instanceof RangeError ? atPoint(swept, error) : error;
    }
  });
  return { runs, sweeps: flags.sweep !== undefined, workers };
}

/** Says at which values of a sweep something does not make sense. */
function atPoint(swept: SweptValues, error: RangeError): RangeError {
  const where = sweptText(swept);
  return where === '' ? error : new RangeError(`at ${where}: ${error.message}`);
}

function exclude(flags: Flags, one: keyof Flags, other: keyof Flags): void {
  if (flags[one] !== undefined && flags[other] !== undefined) {
    throw new RangeError(`--${one} and --${other} exclude each other; give one of them`);
  }
}

function settingsOf(flags: Flags): Partial<RunConfiguration> {
  const assignments = SETTING_FLAGS.flatMap((name) =>
    flags[name] === undefined ? [] : [`${name}=${flags[name]}`],
  );
  const goal = flags['stop-at-return'];
  if (goal !== undefined) assignments.push(`stopAtReturn=${goal}`);
  if (flags.seed !== undefined) assignments.push(`seeds=${flags.seed}`);
  return requireSettings([...assignments, ...(flags.set ?? [])]);
}

function iterationsOf(flags: Flags, configuration: RunConfiguration, at: number | null): number | null {
  const budget = iterationsInBudget(configuration);
  if (flags.iterations !== undefined) return wholeNumber('--iterations', flags.iterations, budget);
  return at === null ? null : Math.min(at, budget);
}

function wholeNumber(flag: string, text: string, maximum: number): number {
  const number = /^\d{1,15}$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (number >= 1 && number <= maximum) return number;
  const which = flag === '--iterations' ? `${maximum}, the last of its budget` : String(maximum);
  throw new RangeError(`${flag} must be a whole number from 1 to ${which}, got ${quoted(text)}`);
}

/** The recipe of the link or file, if there is one, and the iteration a link leads to. */
async function base(
  flags: Flags,
  io: CommandIo,
): Promise<{ readonly recipe: object; readonly at: number | null }> {
  if (flags.link !== undefined) {
    const { state, notices } = decodeLink(flags.link);
    if (state.view !== 'train') throw new RangeError('--link must be a link to a Train view (#/train?…)');
    for (const notice of notices) io.error(`${notice}\n`);
    return { recipe: state.configuration, at: state.at };
  }
  if (flags.config === undefined) return { recipe: {}, at: null };
  const recipe = await readJson(flags.config, io);
  if (typeof recipe !== 'object' || recipe === null || Array.isArray(recipe)) {
    throw new RangeError(`the configuration ${flags.config} must be a JSON object`);
  }
  return { recipe, at: null };
}

/** One sentence for what node:util found wrong with the flags, or for what was found wrong with their values. */
export function flagSentence(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const flag = /'(--?[^' ]+)/.exec(message)?.[1] ?? '';
  const flags = Object.keys(OPTIONS).map((name) => `--${name}`);
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
      return `there is no flag "${flag}"; ${suggestion(flag, flags)}`;
    case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
      return /not take an argument/.test(message) ? `${flag} takes no value` : `${flag} needs a value`;
    case 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL':
      return `train takes flags only, got ${/'(.*?)'/.exec(message)?.[0] ?? 'something else'}; there are ${flags.join(', ')}.`;
    default:
      return message;
  }
}
