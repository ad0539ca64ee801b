import { parseArgs } from 'node:util';
import type { FinishedEvent, IterationEvent, TrainerEvent } from '../algorithms/events.ts';
import { Stopped } from '../algorithms/interruptions.ts';
import { iterationsInBudget, type OpenEngine, train } from '../algorithms/trainer.ts';
import { createEngine } from '../engines/createEngine.ts';
import { environmentById } from '../environments/registry.ts';
import { ALGORITHM_IDS, ENGINE_CHOICES, ENVIRONMENT_IDS, PROJECTION_IDS } from '../experiments/choices.ts';
import { requireConfiguration, requireSettings } from '../experiments/configuration.ts';
import { RUN_FIELDS, type RunConfiguration } from '../experiments/fields.ts';
import { fieldToText } from '../experiments/fieldText.ts';
import { decodeLink } from '../experiments/link.ts';
import { suggestion } from '../experiments/nearest.ts';
import { openChosenEngine } from '../training/engineChoice.ts';
import { nextTask } from '../training/macrotask.ts';
import type { CommandIo } from './io.ts';
import { readJson } from './readJson.ts';

const HELP = `usage: npm run -s cli -- train [FLAGS]

what to train (a flag wins over a link or file, --set over the other flags)
  --link URL          a Train link of the playground
  --config FILE       a run file (JSON); "-" reads standard input
  --environment NAME  ${ENVIRONMENT_IDS.join(', ')}; without a link or file, its preset is the base
  --algorithm NAME    ${ALGORITHM_IDS.join(', ')}
  --projection NAME   ${PROJECTION_IDS.join(', ')}
  --seed N            one seed
  --seeds N,N,…       several seeds, trained side by side
  --steps N           environment steps per seed
  --engine NAME       ${ENGINE_CHOICES.join(', ')}
  --set NAME=VALUE    any setting, by its name or its key in links; may be repeated

output
  --json              one JSON object a line on standard output: every event with its metrics, the summary last
  --help              this page

settings (name, key in links, default)
${RUN_FIELDS.map((field) => `  ${field.name.padEnd(25)} ${field.key.padEnd(8)} ${fieldToText(field, field.default)}`).join('\n')}

Ctrl-C ends the run after its last whole iteration and prints the summary so far (exit code 130).
Exit code 1: the run failed or diverged. Exit code 2: the command line was not understood.

examples
  npm run -s cli -- train --environment point-mass --algorithm ppo --seeds 1,2,3
  npm run -s cli -- train --projection w2 --set head=root --set meanBound=0.01 --json > run.jsonl
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
  engine: { type: 'string' },
  set: { type: 'string', multiple: true },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Flags that are settings under the same name. */
const SETTING_FLAGS = ['environment', 'algorithm', 'projection', 'seeds', 'steps', 'engine'] as const;

const FAILED = 1;
const MISUNDERSTOOD = 2;
/** What shells give for a process that Ctrl-C ended. */
const INTERRUPTED = 130;

type Flags = ReturnType<typeof readFlags>;

function readFlags(args: readonly string[]) {
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

/** `train`: trains with the same trainer as the page. @returns the exit code. */
export async function trainCommand(args: readonly string[], io: CommandIo): Promise<number> {
  let flags: Flags;
  let configuration: RunConfiguration;
  try {
    flags = readFlags(args);
    if (flags.help) {
      io.out(HELP);
      return 0;
    }
    configuration = await requestedConfiguration(flags, io);
  } catch (error) {
    io.error(`${flagSentence(error)}\n`);
    return MISUNDERSTOOD;
  }
  const output = flags.json ? new JsonOutput(configuration, io) : new TextOutput(configuration, io);
  try {
    return await run(configuration, output, io.interrupted);
  } catch (error) {
    io.error(`${sentenceOf(error)}\n`);
    return FAILED;
  }
}

async function requestedConfiguration(flags: Flags, io: CommandIo): Promise<RunConfiguration> {
  const exclusive = (one: keyof Flags, other: keyof Flags) => {
    if (flags[one] !== undefined && flags[other] !== undefined) {
      throw new RangeError(`--${one} and --${other} exclude each other; give one of them`);
    }
  };
  exclusive('link', 'config');
  exclusive('seed', 'seeds');
  const assignments = SETTING_FLAGS.flatMap((name) =>
    flags[name] === undefined ? [] : [`${name}=${flags[name]}`],
  );
  if (flags.seed !== undefined) assignments.push(`seeds=${flags.seed}`);
  const settings = requireSettings([...assignments, ...(flags.set ?? [])]);
  return requireConfiguration({ ...(await base(flags, io)), ...settings });
}

/** The recipe of the link or file, if there is one. */
async function base(flags: Flags, io: CommandIo): Promise<object> {
  if (flags.link !== undefined) {
    const { state, notices } = decodeLink(flags.link);
    if (state.view !== 'train') throw new RangeError('--link must be a link to a Train view (#/train?…)');
    for (const notice of notices) io.error(`${notice}\n`);
    return state.configuration;
  }
  if (flags.config === undefined) return {};
  const recipe = await readJson(flags.config, io);
  if (typeof recipe !== 'object' || recipe === null || Array.isArray(recipe)) {
    throw new RangeError(`the configuration ${flags.config} must be a JSON object`);
  }
  return recipe;
}

/** One sentence for what node:util found wrong with the flags, or for what was found wrong with their values. */
function flagSentence(error: unknown): string {
  const message = sentenceOf(error);
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

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The last line, in the order in which it is printed. */
interface Summary {
  readonly summary: true;
  readonly config: RunConfiguration;
  /** Environment steps per seed. */
  readonly steps: number;
  readonly seconds: number;
  /** Environment steps of all seeds per second of training. */
  readonly stepsPerSecond: number;
  /** Mean undiscounted return of the last 64 finished episodes; one per seed if there are several. */
  readonly finalReturn: number | null | readonly (number | null)[];
  readonly violations: FinishedEvent['violations'];
  readonly digest: string;
}

function summarise(configuration: RunConfiguration, finished: FinishedEvent): Summary {
  const { steps, seconds, finalReturn, violations, digest } = finished;
  const members = configuration.seeds.length;
  return {
    summary: true,
    config: configuration,
    steps,
    seconds,
    stepsPerSecond: seconds > 0 ? (steps * members) / seconds : 0,
    finalReturn: members === 1 ? finalReturn[0]! : finalReturn,
    violations,
    digest,
  };
}

interface Output {
  engine(description: string, reason: string): void;
  event(event: Exclude<TrainerEvent, FinishedEvent>): void;
  finished(event: FinishedEvent): void;
}

async function run(
  configuration: RunConfiguration,
  output: Output,
  interrupted: AbortSignal,
): Promise<number> {
  let began: number | null = null;
  const openEngine: OpenEngine = async (specification, start, failed, same) => {
    if (same) return createEngine(same, specification, start);
    const { engine, reason } = await openChosenEngine(configuration, specification, start, failed);
    output.engine(engine.description, reason);
    began ??= performance.now();
    return engine;
  };
  const events = train(configuration, environmentById(configuration.environment), openEngine, {
    pace: async () => {
      await nextTask();
      if (interrupted.aborted) throw new Stopped();
    },
    seconds: () => (began === null ? 0 : (performance.now() - began) / 1000),
  });
  let reason: FinishedEvent['reason'] = 'budget';
  for await (const event of events) {
    if (event.type === 'finished') {
      output.finished(event);
      reason = event.reason;
    } else {
      output.event(event);
    }
  }
  return reason === 'budget' ? 0 : reason === 'stopped' ? INTERRUPTED : FAILED;
}

/** One JSON object a line; per-state arrays, probes and parameters are left out. */
class JsonOutput implements Output {
  readonly #configuration: RunConfiguration;
  readonly #io: CommandIo;

  constructor(configuration: RunConfiguration, io: CommandIo) {
    this.#configuration = configuration;
    this.#io = io;
  }

  engine(description: string, reason: string): void {
    this.#print({ type: 'engine', description, reason });
  }

  event(event: Exclude<TrainerEvent, FinishedEvent>): void {
    this.#print(event.type === 'iteration' ? { ...event, members: metricsOf(event) } : event);
  }

  finished(event: FinishedEvent): void {
    this.#print(summarise(this.#configuration, event));
  }

  #print(line: object): void {
    this.#io.out(`${JSON.stringify(line)}\n`);
  }
}

function metricsOf({ members }: IterationEvent): object[] {
  return members.map(({ seed, metrics }) => ({ seed, metrics }));
}

const MINUS = '−';
const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const TENTHS = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

function number(value: number | null, format = WHOLE): string {
  return value === null ? '–' : format.format(value).replace('-', MINUS);
}

function percent(share: number): string {
  return `${number(100 * share, TENTHS)} %`;
}

/** For people: one line that is rewritten on a terminal, a line an iteration elsewhere. */
class TextOutput implements Output {
  readonly #configuration: RunConfiguration;
  readonly #io: CommandIo;
  readonly #iterations: number;
  /** Mean return by seed of the last iteration in which an episode finished. */
  #returns: readonly (number | null)[];
  #lineIsOpen = false;

  constructor(configuration: RunConfiguration, io: CommandIo) {
    this.#configuration = configuration;
    this.#io = io;
    this.#iterations = iterationsInBudget(configuration);
    this.#returns = configuration.seeds.map(() => null);
  }

  engine(description: string, reason: string): void {
    this.#say(`engine: ${description}. ${reason}`);
  }

  event(event: Exclude<TrainerEvent, FinishedEvent>): void {
    if (event.type === 'engine-changed') {
      this.#say(`${event.reason} Continuing on ${event.to} from iteration ${event.iteration}.`);
    } else if (event.type === 'diverged') {
      this.#say(
        `Training diverged in iteration ${event.iteration}: the ${event.quantity} of seed ${event.seed} ceased to be valid numbers.`,
      );
    } else {
      this.#progress(event);
    }
  }

  finished(event: FinishedEvent): void {
    const { seeds } = this.#configuration;
    const { finalReturn, violations, stepsPerSecond, seconds, steps, digest } = {
      ...event,
      ...summarise(this.#configuration, event),
      finalReturn: event.finalReturn,
    };
    this.#endLine();
    const returns = finalReturn.map((value, p) => `${number(value, TENTHS)} (seed ${seeds[p]})`);
    const projected = violations.projected === null ? '' : `, projected ${percent(violations.projected)}`;
    this.#io.out(
      [
        `return      ${returns.join(', ')}`,
        `beyond      proposed ${percent(violations.proposed)}${projected} of all states`,
        `steps       ${number(steps)} per seed in ${number(seconds, TENTHS)} s (${number(stepsPerSecond)} a second)`,
        `parameters  sha256 ${digest}`,
        '',
      ].join('\n'),
    );
  }

  #progress({ iteration, steps, stepsPerSecond, members }: IterationEvent): void {
    this.#returns = members.map(({ metrics }, p) => metrics.episodic_return ?? this.#returns[p]!);
    const beyond = members.reduce(
      (sum, { metrics }) => sum + metrics.violations_proposed / members.length,
      0,
    );
    const line = [
      `iteration ${iteration}/${this.#iterations}`,
      `${number(steps)} steps`,
      `return ${this.#returns.map((value) => number(value, TENTHS)).join(', ')}`,
      `${percent(beyond)} of proposals beyond a bound`,
      `${number(stepsPerSecond)} steps/s`,
    ].join(' · ');
    if (!this.#io.isTerminal) {
      this.#io.error(`${line}\n`);
      return;
    }
    this.#io.error(`\r\u001b[2K${line}`);
    this.#lineIsOpen = true;
  }

  #say(sentence: string): void {
    this.#endLine();
    this.#io.error(`${sentence}\n`);
  }

  #endLine(): void {
    if (this.#lineIsOpen) this.#io.error('\n');
    this.#lineIsOpen = false;
  }
}
