import { calibrate, kindOf, SpeedBook } from '../comparison/expectedTime.ts';
import { iterationsInBudget } from '../experiments/budget.ts';
import type { TrainingConnection } from '../training/connection.ts';
import type { PlannedRun } from './trainRuns.ts';

/** Kinds of runs that are tried out: a trial takes about half a second. The others are taken to be as fast as these. */
const MOST_TRIALS = 8;

/** How many runs there are and how long they will take, measured on this machine in a few iterations of each kind. */
export async function expectation(
  runs: readonly PlannedRun[],
  connect: () => TrainingConnection,
  workers: number,
  interrupted: AbortSignal,
): Promise<string> {
  const book = new SpeedBook();
  const kinds = new Map(runs.map((run) => [kindOf(run.configuration), run]));
  await calibrate(book, [...kinds.values()].slice(0, MOST_TRIALS).map(alone), connect, interrupted);
  const members = runs.flatMap(({ configuration, iterations }) => {
    const { environments, stepsPerIteration, seeds } = configuration;
    const stepsLeft = (iterations ?? iterationsInBudget(configuration)) * environments * stepsPerIteration;
    return seeds.map(() => ({ configuration, stepsLeft }));
  });
  const seconds = book.expected(members, workers, 'roughly');
  const steps = members.reduce((sum, { stepsLeft }) => sum + stepsLeft, 0);
  const what = `${count(runs.length, 'run')}, ${count(members.length, 'seed')} in all, ${steps.toLocaleString('en')} environment steps`;
  if (seconds === null) return what;
  // Runs that end by the clock take no longer than that, a run with several seeds on several threads.
  const limits = runs.map((run) => run.seconds ?? Infinity);
  const most = limits.reduce((sum, limit) => sum + limit, 0);
  return `${what}: about ${duration(Math.min(seconds, most))} on ${count(workers, 'thread')}`;
}

/** Of a run with several seeds one tells how fast all are. */
function alone({ configuration }: PlannedRun) {
  return { configuration: { ...configuration, seeds: configuration.seeds.slice(0, 1) } };
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}

/** In the unit that people would use, to two digits. */
function duration(seconds: number): string {
  const units = [
    ['second', 1],
    ['minute', 60],
    ['hour', 3600],
    ['day', 86_400],
  ] as const;
  const [name, size] = units.findLast(([, length]) => seconds >= 1.5 * length) ?? units[0];
  const number = seconds / size;
  const rounded = Math.max(1, number < 10 ? Math.round(number * 2) / 2 : Math.round(number));
  return `${rounded.toLocaleString('en')} ${name}${rounded === 1 ? '' : 's'}`;
}
