/** What is said of data that somebody brings, with its numbers. */

import * as m from '#words/actions';
import { formatSignificant } from '../../../components/format.ts';
import { DIMENSIONS, PAIR_LIMITS, type PairSide } from './gaussianPair.ts';

const FEWEST = String(DIMENSIONS.minimum);
const MOST = String(DIMENSIONS.maximum);
const number = (value: number) => formatSignificant(value);
const LONGEST_REPEATED = 24;

/** Somebody's own words, short enough to be repeated. */
function repeated(text: string): string {
  // A line break or another sign that nobody sees would break the sentence.
  const plain = text.replace(/[\p{C}\p{Z}]+/gu, ' ');
  const letters = [...plain];
  return letters.length > LONGEST_REPEATED ? `${letters.slice(0, LONGEST_REPEATED).join('')}…` : plain;
}

export const SENTENCES = {
  empty: () => m.empty(),
  tooLong: (megabytes: number) => m.tooLong({ megabytes: String(megabytes) }),
  abbreviated: () => m.abbreviated(),
  notNumber: (text: string, line: number, place: number) =>
    m.notNumber({ text: repeated(text), line: String(line), place: String(place) }),
  notFinite: (text: string, line: number, place: number) =>
    m.notFinite({ text: repeated(text), line: String(line), place: String(place) }),
  missing: (line: number, place: number) => m.missing({ line: String(line), place: String(place) }),
  ragged: (line: number, found: number, expected: number) =>
    m.ragged({ line: String(line), found, expected: String(expected) }),
  notSquare: (rows: number, columns: number, commas: boolean) =>
    m.notSquare({ rows, columns: String(columns) }) + (commas ? ` ${m.commasHint()}` : ''),
  dimension: (dimension: number) =>
    dimension < DIMENSIONS.minimum
      ? m.fewActions({ fewest: FEWEST, most: MOST })
      : m.manyActions({ count: String(dimension), fewest: FEWEST, most: MOST }),
  notSymmetric: (row: number, column: number, one: number, other: number) =>
    m.notSymmetric({
      row: String(row),
      column: String(column),
      one: number(one),
      other: number(other),
      apart: number(Math.abs(one - other)),
    }),
  variance: (action: number, value: number) => {
    const { minimum, maximum } = PAIR_LIMITS.deviation;
    return value > 0
      ? m.varianceOutside({
          action: String(action),
          value: number(value),
          low: number(minimum ** 2),
          high: number(maximum ** 2),
        })
      : m.varianceNegative({ action: String(action), value: number(value) });
  },
  notDefinite: (smallest: number) => m.notDefinite({ smallest: number(smallest) }),
  nearlySingular: (smallest: number, largest: number) =>
    m.nearlySingular({ smallest: number(smallest), largest: number(largest) }),
  mean: (value: number) => m.meanTooLarge({ value: number(value), most: number(PAIR_LIMITS.mean.maximum) }),
  ofPolicy: (side: PairSide, problem: string) => m.ofPolicy({ side, problem }),
  missingPolicy: (side: PairSide) => m.missingPolicy({ side }),
  policyRows: (side: PairSide, found: number, dimension: number) =>
    m.policyRows({
      side,
      found: String(found),
      count: String(dimension),
      needed: String(dimension + 1),
    }),
  meanRow: (side: PairSide) => m.meanRow({ side }),
  differentDimensions: (old: number, proposed: number) =>
    m.differentDimensions({ old: String(old), proposed: String(proposed) }),
  fewSamples: (side: PairSide, found: number, dimension: number) =>
    m.fewSamples({
      side,
      found: String(found),
      count: String(dimension),
      needed: String(dimension + 1),
    }),
  unknownPolicy: (text: string, line: number) =>
    m.unknownPolicy({ text: repeated(text), line: String(line) }),
} as const;
