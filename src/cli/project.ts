import { PROJECTION_IDS } from 'trust-region-layers';
import { MAX_DIMENSION } from 'trust-region-layers/gaussian';
import * as v from 'valibot';
import { answerCategorical, CATEGORICAL_CASE, CATEGORICAL_PROJECTION_IDS } from './categoricalCase.ts';
import { answerGaussian, GAUSSIAN_CASE } from './gaussianCase.ts';
import type { CommandIo } from './io.ts';
import { readJson } from './readJson.ts';

const USAGE = `usage: npm run -s cli -- project FILE

Projects the cases of a JSON file ("-": standard input), {"cases": [...]}, and prints JSON with full precision.

a case of Gaussian policies
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
a case of categorical policies
  "projection"          ${CATEGORICAL_PROJECTION_IDS.join(', ')}
  "logits", "oldLogits" the proposed and the old policy, [n]; null for −∞, an action that both forbid
  "bound"               above 0, in the projection's own metric
  "entropyFloor", "entropyMode", "entropyOrder"  as above
  "gradient"            {"logProbabilities": [n]}

its answer
  "logProbabilities"    of the projected policy; null for −∞
  "multiplier"          0 where the proposal was within its bound
  "before", "after"     {"distance", "entropy"}
  "gradient"            {"logits": [n]}, if one was given
A case that cannot be answered gets {"id", "error"}; the others are answered all the same.

Exit code 0: every case was answered. 1: some were not. 2: nothing could be read.

example
  echo '{"cases": [{"projection": "kl", "mean": [1, 0], "covariance": [[2, 0], [0, 1]], "oldMean": [0, 0],
    "oldCovariance": [[1, 0], [0, 1]], "meanBound": 0.03, "covarianceBound": 0.001}]}' | npm run -s cli -- project -
`;

const FILE = v.object({ cases: v.array(v.unknown()) });

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
      return answer(input, index);
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
function answer(input: unknown, index: number) {
  return isCategorical(input)
    ? answerCategorical(parsed(CATEGORICAL_CASE, input), index)
    : answerGaussian(parsed(GAUSSIAN_CASE, input), index);
}

/** By its projection, or where that is missing or unknown by having logits. */
function isCategorical(input: unknown): boolean {
  if (typeof input !== 'object' || input === null) return false;
  const { projection } = input as { projection?: unknown };
  return (CATEGORICAL_PROJECTION_IDS as readonly unknown[]).includes(projection) || 'logits' in input;
}

function parsed<Schema extends typeof GAUSSIAN_CASE | typeof CATEGORICAL_CASE>(
  schema: Schema,
  input: unknown,
): v.InferOutput<Schema> {
  refuseMisspellings(input, Object.keys(schema.entries));
  const read = v.safeParse(schema, input, { abortEarly: true });
  if (!read.success) throw new RangeError(read.issues[0].message);
  return read.output;
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
