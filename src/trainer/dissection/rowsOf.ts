/** `size` numbers of each of the rows, one after the other. */
export function rowsOf(values: Float32Array, rows: Int32Array, size: number): Float32Array {
  const picked = new Float32Array(rows.length * size);
  for (const [i, row] of rows.entries()) {
    picked.set(values.subarray(row * size, (row + 1) * size), i * size);
  }
  return picked;
}
