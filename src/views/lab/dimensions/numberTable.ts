import type { Checked } from './covarianceCheck.ts';
import { SENTENCES } from './sentences.ts';

/** One entry of a text that somebody pasted. */
export interface Cell {
  readonly text: string;
  /** `null` where it is no finite number. */
  readonly value: number | null;
  /** Where it stands, counted from 1. */
  readonly line: number;
  readonly place: number;
}

/** The rows of a text, in whatever way it separates them. */
export interface NumberTable {
  readonly rows: readonly (readonly Cell[])[];
  readonly decimalCommas: boolean;
  /** Commas stand between the entries: they could have been meant as decimal ones. */
  readonly commaSeparated: boolean;
}

interface Line {
  readonly text: string;
  readonly line: number;
}

/** Longer texts would hold the page up. */
export const LONGEST_TEXT = 2_000_000;

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eEdD][+-]?\d+)?$/;
const DECIMAL_COMMA = /^[+-]?\d*,\d+(?:[eE][+-]?\d+)?$/;
/** Matlab's factor before a matrix: `1.0e+03 *`. */
const FACTOR = /^[ \t]*(\d+(?:\.\d*)?e[+-]?\d+)[ \t]*\*[ \t]*$/i;

/**
 * The entries of a text: CSV with commas, tabs or semicolons, columns of a spreadsheet, JSON, code, and what NumPy, PyTorch,
 * pandas, R, Matlab, Julia and Mathematica print. Never throws.
 */
export function readNumberTable(text: string): Checked<NumberTable> {
  if (text.length > LONGEST_TEXT) return { problem: SENTENCES.tooLong(LONGEST_TEXT / 1e6) };
  const { plain, factor } = withoutWrapping(text);
  if (/\.\.\.|…|⋯|⋮|⋱/.test(plain)) return { problem: SENTENCES.abbreviated() };
  const lines = rowsOf(plain);
  const split = splitterOf(lines);
  let decimalCommas = split.decimalCommas;
  const rows = lines
    .map(({ text: row, line }) =>
      split.cells(row).map((cell, index): Cell => {
        const dotted = split.commasInside && DECIMAL_COMMA.test(cell) ? cell.replace(',', '.') : cell;
        if (dotted !== cell) decimalCommas = true;
        return { text: cell, value: numberOf(dotted, factor), line, place: index + 1 };
      }),
    )
    .filter((row) => row.length > 0);
  if (rows.length === 0) return { problem: SENTENCES.empty() };
  return { value: { rows, decimalCommas, commaSeparated: split.separator === ',' } };
}

function numberOf(text: string, factor: number): number | null {
  if (!NUMBER.test(text)) return null;
  const value = Number(text.replace(/d/i, 'e')) * factor;
  return Number.isFinite(value) ? value + 0 : null;
}

/** What programs print around the numbers goes; lines stay where they are. */
function withoutWrapping(text: string): { readonly plain: string; readonly factor: number } {
  let factor = 1;
  // No pattern here may look far ahead from everywhere: two million blanks are somebody's text, too.
  const plain = text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .replace(/[\u00A0\u2007\u2009\u202F]/g, ' ')
    .replace(/[\u2212\u2013]/g, '-')
    .replace(/^[ \t]*```.*$/gm, '')
    .replace(/^[ \t]*\d+[ \t]*[×x][ \t]*\d+ .*:[ \t]*$/gm, '')
    .replace(/^.*\*[ \t]*$/gm, (line) => {
      const [, scale] = FACTOR.exec(line) ?? [];
      if (scale === undefined) return line;
      factor *= Number(scale);
      return '';
    })
    .replace(/\\(?:begin|end)\{[^}\n]{0,40}\}|\\(?:left|right)\b[.()[\]|]?/g, ' ')
    // LaTeX goes from column to column and from row to row in this way.
    .replace(/\\\\/g, '\n')
    .replace(/&/g, '\t')
    .replace(/"([+-]?\d+),(\d+)"/g, '$1.$2')
    .replace(/\b(?:dtype|device|grad_fn|requires_grad)\s*=\s*[^,)\]\n]*/g, '')
    .replace(/^[ \t]*[\p{L}_][\p{L}\d_.]*[ \t]*(?:<-|:?=)/gmu, ' ')
    .replace(/["'`]/g, '')
    // R's names of rows and columns.
    .replace(/\[\s*,\s*\d+\s*\]|\[\s*\d+\s*,\s*\]/g, ' ')
    .replace(/\b[\p{L}_][\p{L}\d_.]{0,40}\(/gu, ' ')
    .replace(/[()]/g, ' ')
    .replace(/\{/g, '[')
    .replace(/\}/g, ']');
  return { plain, factor };
}

/** The text of each row: of every innermost bracket where there are several, else of every line (or Matlab's semicolon). */
function rowsOf(plain: string): readonly Line[] {
  const groups = [...plain.matchAll(/\[([^[\]]*)\]/g)];
  if (groups.length > 1) return rowsInBrackets(plain, groups);
  const lines = plain
    .replace(/[[\]]/g, ' ')
    .split('\n')
    .map((text, index): Line => ({ text: withoutLastSeparator(text), line: index + 1 }))
    .filter(({ text }) => text.trim() !== '');
  const semicolonsEndRows =
    groups.length === 1 ||
    (lines.length === 1 && lines[0]!.text.split(';').every((piece) => /\S[\s,]+\S/.test(piece)));
  if (!semicolonsEndRows) return lines;
  return lines.flatMap(({ text, line }) =>
    text
      .split(';')
      .filter((piece) => piece.trim() !== '')
      .map((piece) => ({ text: piece, line })),
  );
}

/** Names of what follows may stand between brackets, as in JSON; each is a row of its own. */
function rowsInBrackets(plain: string, groups: readonly RegExpExecArray[]): readonly Line[] {
  const rows: Line[] = [];
  let [line, at] = [1, 0];
  for (const { 0: whole, 1: inside, index } of groups) {
    for (const [name] of plain.slice(at, index).matchAll(/\p{L}+/gu)) rows.push({ text: name, line });
    for (; at < index; at++) if (plain.charCodeAt(at) === 10) line++;
    rows.push({ text: withoutLastSeparator(inside!.replace(/\n/g, ' ')), line });
    for (; at < index + whole.length; at++) if (plain.charCodeAt(at) === 10) line++;
  }
  return rows.filter(({ text }) => text.trim() !== '');
}

function withoutLastSeparator(text: string): string {
  const trimmed = text.trimEnd();
  return trimmed.endsWith(';') || trimmed.endsWith(',') ? trimmed.slice(0, -1) : trimmed;
}

interface Splitter {
  readonly separator: '\t' | ';' | ',' | ' ';
  readonly cells: (row: string) => string[];
  /** A comma within an entry is a decimal one. */
  readonly commasInside: boolean;
  readonly decimalCommas: boolean;
}

function splitterOf(lines: readonly Line[]): Splitter {
  const spaced = (row: string) => row.trim().split(/\s+/);
  const by = (separator: '\t' | ';' | ',') => (row: string) => {
    const cells = row.split(separator).map((cell) => cell.trim().replace(/,$/, ''));
    // A margin or a last separator is no entry.
    if (cells[0] === '') cells.shift();
    if (cells.at(-1) === '') cells.pop();
    return cells;
  };
  const holds = (character: string) => lines.some(({ text }) => text.includes(character));
  for (const separator of ['\t', ';'] as const) {
    // A tab at a line's margin separates nothing.
    if (lines.some(({ text }) => text.trim().includes(separator))) {
      return { separator, cells: by(separator), commasInside: true, decimalCommas: false };
    }
  }
  if (!holds(',')) return { separator: ' ', cells: spaced, commasInside: false, decimalCommas: false };
  const isSpaced = (row: string) => {
    const entries = spaced(row);
    // One number with a comma could as well be two.
    return entries.every((entry) => !/[,.]/.test(entry) || (entries.length > 1 && DECIMAL_COMMA.test(entry)));
  };
  if (lines.every(({ text }) => isSpaced(text))) {
    return { separator: ' ', cells: spaced, commasInside: true, decimalCommas: true };
  }
  return { separator: ',', cells: by(','), commasInside: false, decimalCommas: false };
}
