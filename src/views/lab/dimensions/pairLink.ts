import { cholesky } from 'trust-region-layers/gaussian';
import { numberFromText } from '../../../experiments/fieldText.ts';
import { numberText, roundSignificant } from '../../../experiments/numbers.ts';
import { LONGEST_POLICIES } from '../../../experiments/policiesText.ts';
import { checkGaussian } from './covarianceCheck.ts';
import { examplePair } from './examplePair.ts';
import { DIMENSIONS, type Gaussian, type GaussianPair } from './gaussianPair.ts';

/** Where a pair comes from: an example is known by its seed. */
export interface PairState {
  readonly pair: GaussianPair;
  /** Seed of the example that it is; `null` where it is one's own. */
  readonly seed: number | null;
}

/** Significant digits of the numbers. */
const DIGITS = 4;
const LARGEST_SEED = 1e6;

/** Means, then the lower factor of Σ row by row: rounded, it still is one of a covariance. */
function numbersOf({ mean, covariance }: Gaussian): number[] {
  const k = mean.length;
  const lower = new Float64Array(k * k);
  cholesky(Float64Array.from(covariance), k, lower);
  const triangle = Array.from({ length: k }, (_, row) => [...lower.subarray(row * k, row * k + row + 1)]);
  return [...mean, ...triangle.flat()];
}

/** A pair as a link says it: `4~7` for an example, else its numbers to {@link DIGITS} digits; `null` where that is too long. */
export function encodePair({ pair, seed }: PairState): string | null {
  const { dimension, old, proposed } = pair;
  if (seed !== null) return `${dimension}~${seed}`;
  const numbers = [...numbersOf(old), ...numbersOf(proposed)];
  const text = [dimension, ...numbers.map((value) => numberText(roundSignificant(value, DIGITS)))].join(',');
  return text.length > LONGEST_POLICIES ? null : text;
}

/** Reads what {@link encodePair} writes; `null` for anything else. */
export function decodePair(text: string): PairState | null {
  const [, dimensionText, seedText] = /^(\d)~(\d{1,7})$/.exec(text) ?? [];
  if (dimensionText !== undefined) {
    const [dimension, seed] = [Number(dimensionText), Number(seedText)];
    if (!isDimension(dimension) || seed > LARGEST_SEED) return null;
    return { pair: examplePair(dimension, seed), seed };
  }
  if (text.length > LONGEST_POLICIES) return null;
  const [dimension, ...numbers] = text.split(',').map(numberFromText);
  if (!isDimension(dimension) || !numbers.every((value) => value !== null)) return null;
  const each = dimension + (dimension * (dimension + 1)) / 2;
  if (numbers.length !== 2 * each) return null;
  const old = gaussianOf(numbers.slice(0, each), dimension);
  const proposed = gaussianOf(numbers.slice(each), dimension);
  return old && proposed && { pair: { dimension, old, proposed }, seed: null };
}

function isDimension(value: number | null | undefined): value is number {
  return (
    value != null && Number.isInteger(value) && value >= DIMENSIONS.minimum && value <= DIMENSIONS.maximum
  );
}

function gaussianOf(numbers: readonly number[], k: number): Gaussian | null {
  const mean = numbers.slice(0, k);
  const lower: number[][] = [];
  for (let row = 0, at = k; row < k; at += ++row) lower.push(numbers.slice(at, at + row + 1));
  const rows = lower.map((a, i) =>
    lower.map((b, j) => {
      let sum = 0;
      for (let p = 0; p <= Math.min(i, j); p++) sum += a[p]! * b[p]!;
      return sum;
    }),
  );
  const checked = checkGaussian(mean, rows);
  return 'problem' in checked ? null : checked.value;
}
