/**
 * The history of a few numbers against one growing coordinate (returns of every seed against environment
 * steps), in fixed memory. When it is full, neighbouring rows are merged in pairs, so that a run of any length
 * is kept from its first row to its last at half the resolution, and nothing is forgotten. A merged row holds the mean of
 * its rows, or the largest.
 */
export class BoundedSeries {
  /** Numbers per row besides the coordinate. */
  readonly width: number;
  readonly #capacity: number;
  readonly #merge: 'mean' | 'largest';
  readonly #x: Float64Array;
  readonly #values: Float64Array;
  #length = 0;
  /** How many pushed rows one stored row stands for. */
  #stride = 1;
  /** Rows pushed into the last stored row so far. */
  #pending = 0;
  /** Finite values in the last stored row, per column, for its running mean. */
  readonly #counts: Int32Array;

  /**
   * @param width numbers per row, ≥ 1
   * @param capacity rows kept, even and ≥ 2
   */
  constructor(width: number, capacity = 1024, merge: 'mean' | 'largest' = 'mean') {
    if (!Number.isInteger(width) || width < 1) throw new RangeError(`width must be at least 1, got ${width}`);
    if (!Number.isInteger(capacity) || capacity < 2 || capacity % 2 !== 0) {
      throw new RangeError(`capacity must be an even integer of at least 2, got ${capacity}`);
    }
    this.width = width;
    this.#capacity = capacity;
    this.#merge = merge;
    this.#x = new Float64Array(capacity);
    this.#values = new Float64Array(capacity * width);
    this.#counts = new Int32Array(width);
  }

  /** Stored rows. */
  get length(): number {
    return this.#length;
  }

  /** Appends a row. NaN marks a value that is not there; it is left out where rows are merged. */
  push(x: number, values: ArrayLike<number>): void {
    if (this.#pending === 0 || this.#pending === this.#stride) {
      if (this.#length === this.#capacity) this.#halve();
      this.#begin();
    }
    const row = this.#length - 1;
    this.#x[row] = x;
    for (let c = 0; c < this.width; c++) {
      const value = values[c]!;
      if (Number.isNaN(value)) continue;
      const at = row * this.width + c;
      const count = ++this.#counts[c]!;
      const before = this.#values[at]!;
      if (count === 1) this.#values[at] = value;
      else if (this.#merge === 'largest') this.#values[at] = Math.max(before, value);
      else this.#values[at] = before + (value - before) / count;
    }
    this.#pending++;
  }

  x(row: number): number {
    return this.#x[row]!;
  }

  /** NaN where no value is known. */
  value(row: number, column: number): number {
    return this.#values[row * this.width + column]!;
  }

  /** Index of the stored row nearest to x, −1 when empty. */
  nearest(x: number): number {
    if (this.#length === 0) return -1;
    let low = 0;
    let high = this.#length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#x[middle]! < x) low = middle + 1;
      else high = middle;
    }
    return low > 0 && x - this.#x[low - 1]! <= this.#x[low]! - x ? low - 1 : low;
  }

  #begin(): void {
    const row = this.#length++;
    this.#values.fill(Number.NaN, row * this.width, (row + 1) * this.width);
    this.#counts.fill(0);
    this.#pending = 0;
  }

  /** Merges rows 2i and 2i + 1 into row i: the later coordinate, the mean or the largest of what is known. */
  #halve(): void {
    const half = this.#capacity / 2;
    for (let row = 0; row < half; row++) {
      this.#x[row] = this.#x[2 * row + 1]!;
      for (let c = 0; c < this.width; c++) {
        const earlier = this.value(2 * row, c);
        const later = this.value(2 * row + 1, c);
        this.#values[row * this.width + c] = Number.isNaN(earlier)
          ? later
          : Number.isNaN(later)
            ? earlier
            : this.#merge === 'largest'
              ? Math.max(earlier, later)
              : (earlier + later) / 2;
      }
    }
    this.#length = half;
    this.#stride *= 2;
  }
}
