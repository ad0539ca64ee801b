/** What is said of data that somebody brings. */

import { formatSignificant } from '../../../components/format.ts';
import { DIMENSIONS, PAIR_LIMITS } from './gaussianPair.ts';

const { minimum: FEWEST, maximum: MOST } = DIMENSIONS;
const number = (value: number) => formatSignificant(value);

/** Somebody's own words, short enough to be repeated. */
export function repeated(text: string): string {
  return text.length > 24 ? `“${text.slice(0, 24)}…”` : `“${text}”`;
}

export const SENTENCES = {
  empty: () => 'There are no numbers in it.',
  tooLong: (megabytes: number) => `That is more text than fits: at most ${megabytes} MB.`,
  abbreviated: () => 'Some numbers are left out with “…”: print the whole matrix and copy it again.',
  notNumber: (text: string, line: number, place: number) =>
    `Line ${line}, entry ${place}: ${repeated(text)} is not a number.`,
  notFinite: (text: string, line: number, place: number) =>
    `Line ${line}, entry ${place}: ${repeated(text)} is not a finite number.`,
  missing: (line: number, place: number) => `Line ${line}, entry ${place}: there is no number.`,
  ragged: (line: number, found: number, expected: number) =>
    `Line ${line} has ${found} numbers where ${expected} were expected.`,
  notSquare: (rows: number, columns: number, commas: boolean) =>
    `Not square: ${rows} ${rows === 1 ? 'row' : 'rows'} of ${columns}.${
      commas ? ' If commas stand for decimal points, put tabs or semicolons between the numbers.' : ''
    }`,
  dimension: (dimension: number) =>
    dimension < FEWEST
      ? `One action alone has no plane: from ${FEWEST} to ${MOST} actions can be shown.`
      : `${dimension} actions are too many: from ${FEWEST} to ${MOST} can be shown. Bring the block of those you are interested in.`,
  notSymmetric: (row: number, column: number, one: number, other: number) =>
    `Not symmetric: row ${row}, column ${column} is ${number(one)}, but row ${column}, column ${row} is ${number(other)}; they are ${number(Math.abs(one - other))} apart.`,
  variance: (row: number, value: number) =>
    value > 0
      ? `The variance of action ${row} is ${number(value)}: from ${number(PAIR_LIMITS.deviation.minimum ** 2)} to ${number(PAIR_LIMITS.deviation.maximum ** 2)} can be shown.`
      : `The variance of action ${row} is ${number(value)}: a variance is above 0.`,
  notDefinite: (smallest: number) =>
    `Not positive definite: its smallest eigenvalue is ${number(smallest)}, and all must be above 0.`,
  nearlySingular: (smallest: number, largest: number) =>
    `Too close to singular: its eigenvalues reach from ${number(smallest)} to ${number(largest)}, more digits than can be computed with.`,
  mean: (value: number) =>
    `The mean ${number(value)} is too large: at most ${number(PAIR_LIMITS.mean.maximum)}.`,
  ofPolicy: (policy: string, problem: string) =>
    `${policy[0]!.toUpperCase()}${policy.slice(1)} policy: ${problem[0]!.toLowerCase()}${problem.slice(1)}`,
  missingPolicy: (policy: string) =>
    `There is no ${policy} policy in it. Two are needed, named old and proposed.`,
  policyRows: (policy: string, found: number, dimension: number) =>
    `The ${policy} policy has ${found} rows; over ${dimension} actions it needs ${dimension + 1}, its mean and ${dimension} of its covariance.`,
  meanRow: (policy: string) => `The ${policy} policy needs one row for its mean, before its covariance.`,
  differentDimensions: (old: number, proposed: number) =>
    `The old policy has ${old} actions and the proposed one ${proposed}: both need the same.`,
  fewSamples: (policy: string, found: number, dimension: number) =>
    `The ${policy} policy has ${found} ${found === 1 ? 'sample' : 'samples'}; for ${dimension} actions at least ${dimension + 1} are needed.`,
  unknownPolicy: (text: string, line: number) =>
    `Line ${line}: ${repeated(text)} names no policy; write old or proposed.`,
} as const;
