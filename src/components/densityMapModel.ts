import type { DensityHistory, DensityPolicy } from '../store/densityHistory.ts';
import type { DensityPart } from '../trainer/densities.ts';

/** A symbol with its subscript, `ε_μ`. */
export type BoundSymbol = readonly [string, string];

/** What a map shows: how far every state was from the old policy, iteration by iteration. */
export interface DensityMapModel {
  readonly history: DensityHistory;
  readonly policy: DensityPolicy;
  readonly part: DensityPart;
  /** The vertical axis is laid out from it. */
  readonly bound: number;
  /** How the line is marked, more than one where bounds add up; `null` where it bounds another distance and is not drawn. */
  readonly boundSymbols: readonly BoundSymbol[] | null;
  /** In a sentence: `covariance bound`; `null` where the run has only one. */
  readonly boundName: string | null;
  /** What is drawn upwards: `covariance part, KL`. */
  readonly distanceName: string;
  /** Iterations of the whole run: the horizontal axis leads there. */
  readonly iterations: number;
  /** The past iteration that the page shows; `null` while it follows the run. */
  readonly visited: number | null;
}

/** A place on the map. */
export interface MapPlace {
  readonly iteration: number;
  /** A row of distances, its bins from one to before another; `null`: the whole iteration. */
  readonly bins: readonly [number, number] | null;
}
