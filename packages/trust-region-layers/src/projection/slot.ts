/** Arrays that belong to one state, one after the other in a larger array that belongs to a whole batch. */
export type Slot = readonly Float64Array[];

/** Views of `buffer` from `at`, with these lengths. */
export function slotOf(buffer: Float64Array, at: number, lengths: readonly number[]): Slot {
  let from = at;
  return lengths.map((length) => {
    from += length;
    return buffer.subarray(from - length, from);
  });
}

/** Arrays of these lengths that belong to no batch. */
export function createSlot(lengths: readonly number[]): Slot {
  return slotOf(new Float64Array(slotSize(lengths)), 0, lengths);
}

/** Numbers in a slot of these lengths. */
export function slotSize(lengths: readonly number[]): number {
  return lengths.reduce((sum, length) => sum + length, 0);
}
