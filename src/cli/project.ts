import { createProjector, PROJECTION_IDS } from 'trust-region-layers';
import { factorSize, MAX_DIMENSION } from 'trust-region-layers/gaussian';
import * as v from 'valibot';
import type { CommandIo } from './io.ts';
import { readJson } from './readJson.ts';

const USAGE = `usage: npm run -s cli -- project FILE

Projects the cases of a JSON file ("-": standard input), {"cases": [...]}, and prints JSON with full precision.

a case
  "id"                  any text or number, repeated in the answer; its place in the list if left out
  "projection"          ${PROJECTION_IDS.join(', ')}
  "scaled"              measure in the old covariance's metric (true if left out)
  "mean", "covariance"  the proposed policy: [k] and [[k×k]], k from 1 to ${MAX_DIMENSION}
  "oldMean", "oldCovariance"      the old policy
  "meanBound", "covarianceBound"  above 0, each in the projection's own metric
  "entropyFloor"        in nats; null or left out for none
  "entropyMode"         inequality (if left out) or equality
  "entropyOrder"        after the projection (if left out) or before it
  "gradient"            {"mean": [k], "covariance": [[k×k]]}, the derivative of a loss with respect to the projected
                        policy; may be left out

its answer
  "mean", "covariance"  the projected policy
  "meanMultiplier", "covarianceMultiplier"  0 where that part was within its bound
  "before", "after"     {"mean", "covariance", "entropy"}: distances from the old policy, and entropy in nats
  "gradient"            the derivative with respect to the proposed policy, if one was given
A case that cannot be answered gets {"id", "error"}; the others are answered all the same.

Exit code 0: every case was answered. 1: some were not. 2: nothing could be read.

example
  echo '{"cases": [{"projection": "kl", "mean": [1, 0], "covariance": [[2, 0], [0, 1]], "oldMean": [0, 0],
    "oldCovariance": [[1, 0], [0, 1]], "meanBound": 0.03, "covarianceBound": 0.001}]}' | npm run -s cli -- project -
`;

const number = (quantity: string) =>
  v.pipe(
    v.number((issue) => `${quantity} is ${issue.received}, expected a number`),
    v.finite(`${quantity} must be a finite number`),
  );
const bound = (quantity: string) =>
  v.pipe(
    number(quantity),
    v.check(
      (value) => value > 0,
      (issue) => `${quantity} is ${issue.input}, expected a number above 0`,
    ),
  );
const vector = (quantity: string) =>
  v.array(number(quantity), (issue) => `${quantity} is ${issue.received}, expected a list of numbers`);
const matrix = (quantity: string) =>
  v.array(vector(quantity), (issue) => `${quantity} is ${issue.received}, expected a list of rows`);
const choice = <const T extends readonly string[]>(quantity: string, choices: T) =>
  v.picklist(choices, (issue) => `${quantity} is ${issue.received}, expected one of ${choices.join(', ')}`);

const CASE = v.object(
  {
    id: v.optional(v.union([v.string(), v.number()], 'id must be a text or a number')),
    projection: choice('projection', PROJECTION_IDS),
    scaled: v.optional(v.boolean('scaled must be true or false'), true),
    mean: vector('mean'),
    covariance: matrix('covariance'),
    oldMean: vector('oldMean'),
    oldCovariance: matrix('oldCovariance'),
    meanBound: bound('meanBound'),
    covarianceBound: bound('covarianceBound'),
    entropyFloor: v.optional(v.nullable(number('entropyFloor')), null),
    entropyMode: v.optional(choice('entropyMode', ['inequality', 'equality']), 'inequality'),
    entropyOrder: v.optional(choice('entropyOrder', ['after', 'before']), 'after'),
    gradient: v.optional(
      v.nullable(
        v.object(
          { mean: vector('gradient.mean'), covariance: matrix('gradient.covariance') },
          'gradient must be an object with "mean" and "covariance"',
        ),
      ),
      null,
    ),
  },
  (issue) =>
    issue.expected === 'Object'
      ? 'a case must be an object'
      : `${issue.path?.map((item) => item.key).join('.')} is missing`,
);
type Case = v.InferOutput<typeof CASE>;

const FILE = v.object({ cases: v.array(v.unknown()) });

interface Answer {
  readonly id: string | number;
  readonly mean: number[];
  readonly covariance: number[][];
  readonly meanMultiplier: number;
  readonly covarianceMultiplier: number;
  readonly before: { mean: number; covariance: number; entropy: number };
  readonly after: { mean: number; covariance: number; entropy: number };
  readonly gradient?: { mean: number[]; covariance: number[][] };
}

/**
 * `cli project FILE`: answers every case it can; a case it cannot answer gets `{"id", "error"}`.
 * Exit code 0; 1 where a case was bad; 2 where nothing could be read.
 */
export async function projectCommand(args: readonly string[], io: CommandIo): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    io.out(USAGE);
    return 0;
  }
  const flag = args.find((argument) => argument.startsWith('-') && argument !== '-');
  if (flag !== undefined) {
    io.error(`project has no flag "${flag}"; it takes one file name, or "-" for standard input\n`);
    return 2;
  }
  const [path, extra] = args;
  if (path === undefined || extra !== undefined) {
    io.error(
      `project takes one file name, or "-" for standard input; got ${args.length === 0 ? 'none' : args.join(' ')}\n`,
    );
    return 2;
  }
  let cases: unknown[];
  try {
    cases = await readCases(path, io);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    io.error(`${error.message}\n`);
    return 2;
  }
  let failed = false;
  const answers = cases.map((input, index) => {
    try {
      return answer(parseCase(input), index);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      failed = true;
      // A case is a batch of one; which state it was says nothing here.
      return { id: idOf(input, index), error: error.message.replace(' of state 0', '') };
    }
  });
  io.out(`${JSON.stringify({ cases: answers })}\n`);
  return failed ? 1 : 0;
}

/** @throws {RangeError} with a sentence saying why there are none. */
async function readCases(path: string, io: CommandIo): Promise<unknown[]> {
  const file = v.safeParse(FILE, await readJson(path, io));
  if (file.success) return file.output.cases;
  throw new RangeError(
    `${path === '-' ? 'standard input' : path} must hold {"cases": [...]}, a list of cases`,
  );
}

function idOf(input: unknown, index: number): string | number {
  const id = typeof input === 'object' && input !== null ? (input as { id?: unknown }).id : undefined;
  return typeof id === 'string' || typeof id === 'number' ? id : index;
}

/** @throws {RangeError} with one sentence about the first thing that is wrong. */
function parseCase(input: unknown): Case {
  refuseMisspellings(input, Object.keys(CASE.entries));
  const parsed = v.safeParse(CASE, input, { abortEarly: true });
  if (!parsed.success) throw new RangeError(parsed.issues[0].message);
  return parsed.output;
}

/** Other keys are welcome, but a known one written another way (`entropy_floor`) would be ignored in silence. */
function refuseMisspellings(input: unknown, known: readonly string[]): void {
  if (typeof input !== 'object' || input === null) return;
  const plain = (key: string) => key.replace(/[^a-z]/gi, '').toLowerCase();
  for (const key of Object.keys(input)) {
    const meant = known.find((name) => plain(name) === plain(key));
    if (meant !== undefined && meant !== key) throw new RangeError(`there is no "${key}"; write "${meant}"`);
  }
}

function answer(problem: Case, index: number): Answer {
  const dimension = problem.mean.length;
  if (dimension < 1 || dimension > MAX_DIMENSION) {
    throw new RangeError(`mean has length ${dimension}, expected 1 to ${MAX_DIMENSION} numbers`);
  }
  const projector = createProjector({
    projection: problem.projection,
    scaled: problem.scaled,
    factor: 'covariance',
    dimension,
    entropy:
      problem.entropyFloor === null ? null : { mode: problem.entropyMode, order: problem.entropyOrder },
  });
  const proposed = gaussian(problem.mean, problem.covariance, dimension, 'mean', 'covariance');
  const old = gaussian(problem.oldMean, problem.oldCovariance, dimension, 'oldMean', 'oldCovariance');
  const bounds = {
    mean: problem.meanBound,
    covariance: problem.covarianceBound,
    entropyFloor: problem.entropyFloor ?? undefined,
  };
  const result = projector.createResult(1);
  projector.forward(proposed, old, bounds, result, 1);
  refuseOverflow('mean', result.before.mean[0]!, result.meanMultiplier[0]!);
  refuseOverflow('covariance', result.before.covariance[0]!, result.covarianceMultiplier[0]!);
  const side = (distances: typeof result.before) => ({
    mean: distances.mean[0]!,
    covariance: distances.covariance[0]!,
    entropy: distances.entropy[0]!,
  });
  const projected = {
    id: problem.id ?? index,
    mean: [...result.mean],
    covariance: rows(result.factor, dimension),
    meanMultiplier: result.meanMultiplier[0]!,
    covarianceMultiplier: result.covarianceMultiplier[0]!,
    before: side(result.before),
    after: side(result.after),
  };
  if (problem.gradient === null) return projected;
  const upstream = gaussian(
    problem.gradient.mean,
    problem.gradient.covariance,
    dimension,
    'gradient.mean',
    'gradient.covariance',
  );
  const gradient = {
    mean: new Float64Array(dimension),
    factor: new Float64Array(factorSize('covariance', dimension)),
  };
  projector.backward(proposed, old, bounds, result, upstream, gradient, 1);
  return {
    ...projected,
    gradient: { mean: [...gradient.mean], covariance: rows(gradient.factor, dimension) },
  };
}

/** JSON has no infinity. @throws {RangeError} where a part is so far away that its numbers overflow */
function refuseOverflow(part: string, distance: number, multiplier: number): void {
  if (Number.isFinite(distance) && Number.isFinite(multiplier)) return;
  throw new RangeError(`the ${part} part of the distance from the old policy is too large for a number`);
}

function gaussian(
  mean: readonly number[],
  covariance: readonly (readonly number[])[],
  dimension: number,
  meanName: string,
  covarianceName: string,
): { mean: Float64Array; factor: Float64Array } {
  if (mean.length !== dimension) {
    throw new RangeError(`${meanName} has length ${mean.length}, expected ${dimension} as mean has`);
  }
  if (covariance.length !== dimension) {
    throw new RangeError(`${covarianceName} has ${covariance.length} rows, expected ${dimension}`);
  }
  const short = covariance.findIndex((row) => row.length !== dimension);
  if (short >= 0) {
    throw new RangeError(
      `row ${short} of ${covarianceName} has ${covariance[short]!.length} numbers, expected ${dimension}`,
    );
  }
  return { mean: Float64Array.from(mean), factor: Float64Array.from(covariance.flat()) };
}

function rows(values: ArrayLike<number>, dimension: number): number[][] {
  return Array.from({ length: dimension }, (_, i) =>
    Array.from({ length: dimension }, (_, j) => values[i * dimension + j]!),
  );
}
