/** T [columns, rows] = Mᵀ for M [rows, columns], in blocks of 4 × 4 where they fit. */
export function transpose(m: usize, t: usize, rows: i32, columns: i32): void {
  const mBytes: usize = (<usize>columns) << 2;
  const tBytes: usize = (<usize>rows) << 2;
  const fourRows = rows & ~3;
  const fourColumns = columns & ~3;
  for (let i = 0; i < fourRows; i += 4) {
    for (let j = 0; j < fourColumns; j += 4) {
      const from = m + <usize>i * mBytes + ((<usize>j) << 2);
      const a = v128.load(from);
      const b = v128.load(from + mBytes);
      const c = v128.load(from + 2 * mBytes);
      const d = v128.load(from + 3 * mBytes);
      const ab0 = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
      const ab1 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
      const cd0 = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
      const cd1 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
      const to = t + <usize>j * tBytes + ((<usize>i) << 2);
      v128.store(to, v128.shuffle<f32>(ab0, cd0, 0, 1, 4, 5));
      v128.store(to + tBytes, v128.shuffle<f32>(ab0, cd0, 2, 3, 6, 7));
      v128.store(to + 2 * tBytes, v128.shuffle<f32>(ab1, cd1, 0, 1, 4, 5));
      v128.store(to + 3 * tBytes, v128.shuffle<f32>(ab1, cd1, 2, 3, 6, 7));
    }
    for (let j = fourColumns; j < columns; j++) copyColumn(m, t, i, i + 4, j, mBytes, tBytes);
  }
  for (let j = 0; j < columns; j++) copyColumn(m, t, fourRows, rows, j, mBytes, tBytes);
}

// @ts-ignore: decorator
@inline
function copyColumn(m: usize, t: usize, from: i32, to: i32, j: i32, mBytes: usize, tBytes: usize): void {
  for (let i = from; i < to; i++) {
    const value = load<f32>(m + <usize>i * mBytes + ((<usize>j) << 2));
    store<f32>(t + <usize>j * tBytes + ((<usize>i) << 2), value);
  }
}
