/** Arrays that belong to one state, one after the other in a larger array that belongs to a whole batch. */
export type Slices = readonly Float64Array[];

/** Views of `buffer` from `at`, with these lengths. */
export function slicesOf(buffer: Float64Array, at: number, lengths: readonly number[]): Slices {
  let from = at;
  return lengths.map((length) => {
    from += length;
    return buffer.subarray(from - length, from);
  });
}

/** Arrays of these lengths that belong to no batch. */
export function createSlices(lengths: readonly number[]): Slices {
  return slicesOf(new Float64Array(totalOf(lengths)), 0, lengths);
}

/** Numbers in slices of these lengths. */
export function totalOf(lengths: readonly number[]): number {
  return lengths.reduce((sum, length) => sum + length, 0);
}
