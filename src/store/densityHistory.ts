import {
  DENSITY_BINS,
  DENSITY_PARTS,
  type DensityPart,
  type DistanceDensities,
  FIRST_BEYOND,
} from '../trainer/densities.ts';

/** Which of the two policies: what the network proposes, or what the layer lets through. */
export type DensityPolicy = 'proposed' | 'projected';

/** Columns kept: more than a screen has pixels for. */
const MOST_COLUMNS = 1024;

/** How far so many states are from the old policy. */
export interface DensitySummary {
  readonly states: number;
  /** Those of them beyond the bound of the part. */
  readonly beyond: number;
  /** The largest distance of one. */
  readonly largest: number;
}

/** One policy and part in one column. */
interface Slice extends DensitySummary {
  /** Of the bins from the first that holds a state to the last. */
  readonly counts: Uint16Array | Uint32Array;
  readonly first: number;
}

const NOBODY: DensitySummary = { states: 0, beyond: 0, largest: 0 };

/**
 * How far all states were from the old policy, iteration by iteration, of one member. In bounded memory: a column is one
 * iteration until there are too many, then two, four, and so on, with the states of all of them.
 */
export class DensityHistory {
  readonly #capacity: number;
  /** Column c holds iterations c·stride + 1 … (c + 1)·stride; holes where none is known. */
  #columns: (readonly Slice[] | undefined)[] = [];
  /** Of the whole run. */
  #overall: readonly DensitySummary[] = [];
  /** [policies, parts, bins] */
  #overallCounts = new Float64Array();
  #stride = 1;
  #last = 0;
  #revision = 0;

  /** @param capacity columns kept, ≥ 2 */
  constructor(capacity = MOST_COLUMNS) {
    this.#capacity = capacity;
  }

  /** Columns from the first iteration of the run to the last known. */
  get length(): number {
    return this.#columns.length;
  }

  /** The last iteration that is known; 0 before the first. */
  get last(): number {
    return this.#last;
  }

  /** How many iterations a column holds. */
  get stride(): number {
    return this.#stride;
  }

  /** Counts every time that columns before the last one changed. */
  get revision(): number {
    return this.#revision;
  }

  add(iteration: number, densities: DistanceDensities): void {
    const column = slicesOf(densities);
    this.#last = Math.max(this.#last, iteration);
    while (this.columnOf(iteration) >= this.#capacity) this.#halve();
    const place = this.columnOf(iteration);
    if (place < this.#columns.length - 1) this.#revision++;
    this.#columns[place] = merged(this.#columns[place], column);
    if (this.#overallCounts.length === 0) {
      this.#overallCounts = new Float64Array(column.length * DENSITY_BINS);
    }
    for (const [index, slice] of column.entries()) {
      addCounts(this.#overallCounts.subarray(index * DENSITY_BINS), slice);
    }
    this.#overall = column.map((slice, index) => sum(this.#overall[index] ?? NOBODY, slice));
  }

  /** The column that holds an iteration, whether or not it is known. */
  columnOf(iteration: number): number {
    return Math.floor((iteration - 1) / this.#stride);
  }

  /** The first and last iteration of a column, of the last one as far as it goes. */
  iterationsOf(column: number): readonly [number, number] {
    return [column * this.#stride + 1, Math.min(this.#last, (column + 1) * this.#stride)];
  }

  /** A column in short; `null` where nothing is known. */
  summary(column: number, policy: DensityPolicy, part: DensityPart): DensitySummary | null {
    return this.#columns[column]?.[indexOf(policy, part)] ?? null;
  }

  /** All iterations so far in short; `null` before the first, or without that policy. */
  overall(policy: DensityPolicy, part: DensityPart): DensitySummary | null {
    return this.#overall[indexOf(policy, part)] ?? null;
  }

  /** States of all iterations so far in every bin, [bins]; `null` before the first, or without that policy. */
  overallCounts(policy: DensityPolicy, part: DensityPart): Float64Array | null {
    const start = indexOf(policy, part) * DENSITY_BINS;
    if (start >= this.#overallCounts.length) return null;
    return this.#overallCounts.subarray(start, start + DENSITY_BINS);
  }

  /** States of a column in a bin. */
  count(column: number, policy: DensityPolicy, part: DensityPart, bin: number): number {
    const slice = this.#columns[column]?.[indexOf(policy, part)];
    return slice?.counts[bin - slice.first] ?? 0;
  }

  /** Adds the counts of a column to `target`, [bins]. */
  addTo(target: Float64Array, column: number, policy: DensityPolicy, part: DensityPart): void {
    const slice = this.#columns[column]?.[indexOf(policy, part)];
    if (slice) addCounts(target, slice);
  }

  #halve(): void {
    const columns: (readonly Slice[] | undefined)[] = [];
    for (const [place, column] of this.#columns.entries()) {
      if (column) columns[place >> 1] = merged(columns[place >> 1], column);
    }
    this.#columns = columns;
    this.#stride *= 2;
    this.#revision++;
  }
}

function indexOf(policy: DensityPolicy, part: DensityPart): number {
  return (policy === 'proposed' ? 0 : DENSITY_PARTS.length) + DENSITY_PARTS.indexOf(part);
}

/** The slices of an iteration, each with memory of its own: what it came with may be large. */
function slicesOf({ first: firsts, bins, counts: all, largest }: DistanceDensities): Slice[] {
  let at = 0;
  return Array.from(largest, (most, index) => {
    const first = firsts[index]!;
    const counts = all.slice(at, at + bins[index]!);
    at += bins[index]!;
    let states = 0;
    let beyond = 0;
    for (let i = 0; i < counts.length; i++) {
      states += counts[i]!;
      if (first + i >= FIRST_BEYOND) beyond += counts[i]!;
    }
    return { states, beyond, largest: most, counts, first };
  });
}

/** @param target [bins] */
function addCounts(target: Float64Array, { first, counts }: Pick<Slice, 'first' | 'counts'>): void {
  for (let i = 0; i < counts.length; i++) target[first + i] = target[first + i]! + counts[i]!;
}

function sum(a: DensitySummary, b: DensitySummary): DensitySummary {
  return {
    states: a.states + b.states,
    beyond: a.beyond + b.beyond,
    largest: Math.max(a.largest, b.largest),
  };
}

function merged(before: readonly Slice[] | undefined, next: readonly Slice[]): readonly Slice[] {
  return before === undefined ? next : next.map((slice, index) => joined(before[index]!, slice));
}

function joined(a: Slice, b: Slice): Slice {
  if (a.states === 0 || b.states === 0) return a.states === 0 ? b : a;
  const summary = sum(a, b);
  const first = Math.min(a.first, b.first);
  const end = Math.max(a.first + a.counts.length, b.first + b.counts.length);
  const counts = new (summary.states < 0x10000 ? Uint16Array : Uint32Array)(end - first);
  for (const slice of [a, b]) {
    for (let i = 0; i < slice.counts.length; i++) {
      const at = slice.first - first + i;
      counts[at] = counts[at]! + slice.counts[i]!;
    }
  }
  return { ...summary, counts, first };
}
