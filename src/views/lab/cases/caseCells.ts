import type { CaseBounds, Interval } from './caseBounds.ts';
import type { CaseReach } from './caseScale.ts';

export type CaseKind = 'none' | 'mean' | 'covariance' | 'both';

/** A rectangle of the map in which one case holds: shifts and stretches from … to. */
export interface CaseCell {
  readonly kind: CaseKind;
  readonly shift: Interval;
  readonly stretch: Interval;
}

/** The map as rectangles, without gaps. */
export function caseCells(bounds: CaseBounds, reach: CaseReach): CaseCell[] {
  const mean = Math.min(bounds.mean, reach.shift);
  const columns: (readonly [Interval, boolean])[] = [[[0, mean], false]];
  if (mean < reach.shift) columns.push([[mean, reach.shift], true]);

  const rows: (readonly [Interval, boolean])[] = [];
  let at = -reach.stretch;
  for (const [from, to] of bounds.covariance) {
    if (from > at) rows.push([[at, from], false]);
    rows.push([[from, to], true]);
    at = to;
  }
  if (at < reach.stretch) rows.push([[at, reach.stretch], false]);

  return rows.flatMap(([stretch, covarianceBinds]) =>
    columns.map(([shift, meanBinds]) => ({ kind: kindOf(meanBinds, covarianceBinds), shift, stretch })),
  );
}

export function kindOf(mean: boolean, covariance: boolean): CaseKind {
  if (mean) return covariance ? 'both' : 'mean';
  return covariance ? 'covariance' : 'none';
}

/** The largest cell of each kind, in which its name is written. */
export function largestCells(cells: readonly CaseCell[]): CaseCell[] {
  const area = ({ shift, stretch }: CaseCell) => (shift[1] - shift[0]) * (stretch[1] - stretch[0]);
  const largest = new Map<CaseKind, CaseCell>();
  for (const cell of cells) {
    const other = largest.get(cell.kind);
    if (other === undefined || area(cell) > area(other)) largest.set(cell.kind, cell);
  }
  return [...largest.values()];
}
