import { requireSettings } from '../experiments/configuration.ts';
import { RUN_FIELDS, type RunConfiguration } from '../experiments/fields.ts';
import { fieldToText } from '../experiments/fieldText.ts';
import { quoted } from '../experiments/nearest.ts';

/** One point of a grid: the swept settings with their values there; none where nothing is swept. */
export type SweptValues = Partial<RunConfiguration>;

/** Runs that a command line may ask for: each is a configuration in memory, and this many take days. */
const MOST_RUNS = 100_000;

/**
 * The grid of all combinations of `NAME=VALUE,VALUE,…`, the last setting changing fastest; one empty point without any.
 *
 * @throws {RangeError} with a sentence where a setting cannot be swept or a value is not one of its
 */
export function sweepGrid(sweeps: readonly string[]): SweptValues[] {
  const swept = sweeps.map(sweptValues);
  const runs = swept.reduce((product, values) => product * values.length, 1);
  if (runs > MOST_RUNS) {
    const [most, asked] = [MOST_RUNS, runs].map((count) => count.toLocaleString('en'));
    throw new RangeError(
      `the sweep comes to ${asked} runs, and at most ${most} can be asked for; sweep fewer values`,
    );
  }
  let grid: SweptValues[] = [{}];
  for (const values of swept) {
    const [name] = Object.keys(values[0]!);
    if (Object.hasOwn(grid[0]!, name!)) {
      throw new RangeError(`--sweep gives ${name} twice; give all its values at once`);
    }
    grid = grid.flatMap((point) => values.map((value) => ({ ...point, ...value })));
  }
  return grid;
}

/** The values of one sweep, each as settings of its own. */
function sweptValues(sweep: string): SweptValues[] {
  const equals = sweep.indexOf('=');
  if (equals < 1) {
    throw new RangeError(`--sweep must read name=value,value,…, got ${quoted(sweep)}`);
  }
  const written = sweep.slice(0, equals).trim();
  const field = RUN_FIELDS.find(({ name, key }) => name === written || key === written);
  if (field?.kind === 'integers') {
    const instead = field.name === 'seeds' ? '; train several seeds with --seeds 1..5' : '';
    throw new RangeError(`${field.name} is a list and cannot be swept${instead}`);
  }
  const texts = sweep.slice(equals + 1).split(',');
  const values = texts.map((text) => requireSettings([`${written}=${text}`]));
  const seen = new Set<unknown>();
  for (const value of values.flatMap((one) => Object.values(one))) {
    if (seen.has(value))
      throw new RangeError(`--sweep gives ${field!.name} the value ${quoted(value)} twice`);
    seen.add(value);
  }
  return values;
}

/** `meanBound=0.03 projection=w2`, for people; empty where nothing is swept. */
export function sweptText(point: SweptValues): string {
  return Object.entries(point)
    .map(([name, value]) => `${name}=${fieldToText(RUN_FIELDS.find((field) => field.name === name)!, value)}`)
    .join(' ');
}
