import { useMemo } from 'react';
import type { CurveAxis } from '../../comparison/curve.ts';
import {
  type Cell,
  type CellCurve,
  type CellSummary,
  type ComparisonResults,
  cellCurve,
  cellsOf,
  summarise,
} from '../../comparison/summary.ts';
import type { PlannedRun } from '../../experiments/comparison/plan.ts';

interface Known {
  readonly count: number;
  readonly value: unknown;
}

/** Bootstraps take milliseconds: what a cell gave stays until another of its runs is over. */
const known = new WeakMap<readonly PlannedRun[], Map<string, Known>>();

function remembered<T>(results: ComparisonResults, cell: Cell, what: string, compute: () => T): T {
  const cache = known.get(results.runs) ?? new Map<string, Known>();
  known.set(results.runs, cache);
  const key = `${what} ${cell.task} ${cell.variant} ${cell.method}`;
  const before = cache.get(key);
  if (before?.count === cell.records.length) return before.value as T;
  const value = compute();
  cache.set(key, { count: cell.records.length, value });
  return value;
}

/** The cells of a comparison with what follows from their runs, worked out when it is asked for. */
export interface Cells {
  readonly all: readonly Cell[];
  summary(cell: Cell): CellSummary | null;
  curve(cell: Cell, axis: CurveAxis): CellCurve | null;
}

export function useCells(results: ComparisonResults): Cells {
  return useMemo(
    () => ({
      all: cellsOf(results),
      summary: (cell) => remembered(results, cell, 'summary', () => summarise(cell)),
      curve: (cell, axis) => remembered(results, cell, axis, () => cellCurve(cell, axis)),
    }),
    [results],
  );
}
