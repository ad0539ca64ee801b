import { type Checked, checkCovariance, checkGaussian } from './covarianceCheck.ts';
import { estimateGaussian } from './estimate.ts';
import { DIMENSIONS, type Gaussian, type GaussianPair, type PairSide } from './gaussianPair.ts';
import { type Cell, type NumberTable, readNumberTable } from './numberTable.ts';
import { SENTENCES } from './sentences.ts';

/** What somebody brought. */
export type OwnData =
  | { readonly kind: 'covariance'; readonly dimension: number; readonly covariance: readonly number[] }
  | { readonly kind: 'policies'; readonly pair: GaussianPair }
  | {
      readonly kind: 'samples';
      readonly pair: GaussianPair;
      /** How many samples each policy was estimated from. */
      readonly counts: Readonly<Record<PairSide, number>>;
    };

export interface DataReading {
  readonly data: OwnData;
  /** Numbers were written with decimal commas. */
  readonly decimalCommas: boolean;
}

type Row = readonly Cell[];
type Numbers = readonly (readonly number[])[];

/** What a file may call a policy; a projected one may lie beside, it is worked out anew. */
const POLICY_WORDS: Readonly<Record<string, PairSide | 'projected'>> = {
  old: 'old',
  proposed: 'proposed',
  new: 'proposed',
  projected: 'projected',
};
const PART_WORDS: Readonly<Record<string, 'mean' | 'covariance'>> = {
  mean: 'mean',
  μ: 'mean',
  covariance: 'covariance',
  cov: 'covariance',
  σ: 'covariance',
};
const NOT_FINITE = /^[+-]?(nan|inf|infinity|na|n\/a|none|null|missing)$/i;
const SIDES = ['old', 'proposed'] as const satisfies readonly PairSide[];

/** An own property only: somebody's words are any words, `constructor` among them. */
function wordIn<Value>(words: Readonly<Record<string, Value>>, text: string): Value | undefined {
  const word = text.trim().toLowerCase();
  return Object.hasOwn(words, word) ? words[word] : undefined;
}

const policyOf = ({ text }: Cell) => wordIn(POLICY_WORDS, text);
const partOf = ({ text }: Cell) => wordIn(PART_WORDS, text);

class Refusal extends Error {}

function refuse(sentence: string): never {
  throw new Refusal(sentence);
}

/**
 * Reads a covariance matrix, two policies (docs/file-formats.md) or samples of two policies. Whatever is wrong is said in
 * a sentence; nothing is guessed, and nothing throws.
 */
export function readData(text: string): Checked<DataReading> {
  const table = readNumberTable(text);
  if ('problem' in table) return table;
  try {
    return { value: { data: dataOf(table.value), decimalCommas: table.value.decimalCommas } };
  } catch (error) {
    if (error instanceof Refusal) return { problem: error.message };
    throw error;
  }
}

function dataOf(table: NumberTable): OwnData {
  const rows = withoutHeader(table.rows);
  const column = labelColumn(rows);
  if (column !== null) return labelledData(rows, column);
  if (rows.some((row) => row.length === 1 && policyOf(row[0]!) !== undefined)) return sectionsOf(rows);
  return plainData(rows, table.commaSeparated);
}

const isWord = ({ value, text }: Cell) => value === null && text !== '' && !NOT_FINITE.test(text);

/** Without first rows of words, which name the columns or the whole. */
function withoutHeader(rows: readonly Row[]): readonly Row[] {
  const first = rows.findIndex((row) => policyOf(row[0]!) !== undefined || !row.every(isWord));
  return first > 0 ? rows.slice(first) : rows;
}

/** The column that says for almost every row which policy it belongs to. */
function labelColumn(rows: readonly Row[]): number | null {
  const widest = Math.max(...rows.map(({ length }) => length));
  for (const column of [0, widest - 1]) {
    const named = rows.filter((row) => row.length > 1 && row[column] && policyOf(row[column]) !== undefined);
    if (named.length > rows.length / 2) return column;
  }
  return null;
}

function labelledData(rows: readonly Row[], column: number): OwnData {
  const blocks: Record<PairSide | 'projected', Row[]> = { old: [], proposed: [], projected: [] };
  let parts = 0;
  for (const row of rows) {
    const label = row[column] ?? refuse(SENTENCES.missing(row[0]!.line, column + 1));
    const policy = policyOf(label) ?? refuse(SENTENCES.unknownPolicy(label.text, label.line));
    const rest = row.filter((cell) => cell !== label);
    if (rest[0] && partOf(rest[0])) parts++;
    blocks[policy].push(rest);
  }
  for (const side of SIDES) if (blocks[side].length === 0) refuse(SENTENCES.missingPolicy(side));
  if (parts > 0) return policiesOf(blocks);
  return samplesOf(blocks);
}

/** Lines that hold a name alone stand above the numbers of a policy, or of its mean or covariance. */
function sectionsOf(rows: readonly Row[]): OwnData {
  const blocks: Record<PairSide | 'projected', Row[]> = { old: [], proposed: [], projected: [] };
  let current: Row[] | null = null;
  let part: Cell | null = null;
  for (const row of rows) {
    const name = row.length === 1 ? row[0]! : null;
    const policy = name && policyOf(name);
    if (name && policy) {
      current = blocks[policy];
      part = null;
    } else if (name && partOf(name)) part = name;
    else if (part === null) current?.push(row);
    // The mean first, in whatever order they stand.
    else if (partOf(part) === 'mean') current?.unshift([part, ...row]);
    else current?.push([part, ...row]);
  }
  for (const side of SIDES) if (blocks[side].length === 0) refuse(SENTENCES.missingPolicy(side));
  return policiesOf(blocks);
}

function policiesOf(blocks: Readonly<Record<PairSide, readonly Row[]>>): OwnData {
  const gaussians = SIDES.map((side): Gaussian => {
    const rows = blocks[side];
    const means = rows.filter((row) => partOf(row[0]!) === 'mean').length;
    const named = rows.some((row) => partOf(row[0]!) !== undefined);
    if (named && (means !== 1 || partOf(rows[0]![0]!) !== 'mean')) refuse(SENTENCES.meanRow(side));
    return gaussianOf(
      side,
      numbersOf(rows.map((row) => (partOf(row[0]!) === undefined ? row : row.slice(1)))),
    );
  });
  return pairOf(gaussians);
}

function samplesOf(blocks: Readonly<Record<PairSide, readonly Row[]>>): OwnData {
  const k = blocks.old[0]!.length;
  checkDimension(k);
  const gaussians = SIDES.map((side) => {
    const samples = numbersOf(blocks[side], k);
    if (samples.length <= k) refuse(SENTENCES.fewSamples(side, samples.length, k));
    const { mean, rows } = estimateGaussian(samples);
    return checked(side, checkGaussian(mean, rows));
  });
  return {
    ...pairOf(gaussians),
    kind: 'samples',
    counts: { old: blocks.old.length, proposed: blocks.proposed.length },
  };
}

function plainData(rows: readonly Row[], commaSeparated: boolean): OwnData {
  const bare = withoutIndex(withoutNames(rows));
  const numbers = numbersOf(bare);
  const k = numbers[0]!.length;
  if (numbers.length === 2 * (k + 1)) {
    checkDimension(k);
    return pairOf([gaussianOf('old', numbers.slice(0, k + 1)), gaussianOf('proposed', numbers.slice(k + 1))]);
  }
  if (numbers.length !== k) {
    // A row that reads as one number or as twice as many might have had decimal commas.
    refuse(SENTENCES.notSquare(numbers.length, k, commaSeparated && k === 2 * numbers.length));
  }
  const covariance = checkCovariance(numbers);
  if ('problem' in covariance) return refuse(covariance.problem);
  return { kind: 'covariance', dimension: k, covariance: covariance.value };
}

/** Without a first column of names, as R prints them. */
function withoutNames(rows: readonly Row[]): readonly Row[] {
  const named = rows.length > 1 && rows.every((row) => row.length > 1 && isWord(row[0]!));
  return named ? rows.map((row) => row.slice(1)) : rows;
}

/** Without the numbers of rows and columns, as pandas prints them: a row shorter than the others, of 0, 1, 2 … */
function withoutIndex(rows: readonly Row[]): readonly Row[] {
  const [first, ...rest] = rows;
  const k = first?.length ?? 0;
  const counts =
    rest.length === k &&
    first?.every(({ value }, index) => value === index) &&
    rest.every((row, index) => row.length === k + 1 && row[0]!.value === index);
  return counts ? rest.map((row) => row.slice(1)) : rows;
}

/** @param expected entries of a row; those of the first where left out */
function numbersOf(rows: readonly Row[], expected = rows[0]!.length): Numbers {
  return rows.map((row) => {
    const numbers = row.map(({ value, text, line, place }) => {
      if (value !== null) return value;
      if (text === '') return refuse(SENTENCES.missing(line, place));
      const infinite = NOT_FINITE.test(text) || Math.abs(Number(text)) === Number.POSITIVE_INFINITY;
      return refuse((infinite ? SENTENCES.notFinite : SENTENCES.notNumber)(text, line, place));
    });
    if (numbers.length !== expected) refuse(SENTENCES.ragged(row[0]?.line ?? 1, numbers.length, expected));
    return numbers;
  });
}

function gaussianOf(side: PairSide, numbers: Numbers): Gaussian {
  const [mean, ...rows] = numbers;
  const k = mean!.length;
  checkDimension(k);
  if (rows.length !== k) refuse(SENTENCES.policyRows(side, numbers.length, k));
  return checked(side, checkGaussian(mean!, rows));
}

function checked(side: PairSide, gaussian: Checked<Gaussian>): Gaussian {
  return 'problem' in gaussian ? refuse(SENTENCES.ofPolicy(side, gaussian.problem)) : gaussian.value;
}

function checkDimension(k: number): void {
  if (k < DIMENSIONS.minimum || k > DIMENSIONS.maximum) refuse(SENTENCES.dimension(k));
}

function pairOf([old, proposed]: readonly Gaussian[]): { kind: 'policies'; pair: GaussianPair } {
  const dimension = old!.mean.length;
  if (proposed!.mean.length !== dimension) {
    refuse(SENTENCES.differentDimensions(dimension, proposed!.mean.length));
  }
  return { kind: 'policies', pair: { dimension, old: old!, proposed: proposed! } };
}
