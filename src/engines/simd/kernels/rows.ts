/** Copies rows of `width` numbers: to[i] = from[rows[i]], `rows` int32. */
export function gatherRows(from: usize, rows: usize, count: i32, width: i32, to: usize): void {
  const bytes: usize = (<usize>width) << 2;
  for (let i = 0; i < count; i++) {
    const source = from + <usize>load<i32>(rows + ((<usize>i) << 2)) * bytes;
    const target = to + <usize>i * bytes;
    for (let j: usize = 0; j < bytes; j += 4) store<f32>(target + j, load<f32>(source + j));
  }
}

/** sums[j] = Σ over rows of D [rows, columns]: the gradient of a bias (docs/mathematics.md §10.1). */
export function columnSums(d: usize, rows: i32, columns: i32, sums: usize): void {
  const bytes: usize = (<usize>columns) << 2;
  const last = d + <usize>rows * bytes;
  let j: usize = 0;
  for (; j + 16 <= bytes; j += 16) {
    let sum = f32x4.splat(0.0);
    for (let p = d + j; p < last; p += bytes) sum = f32x4.add(sum, v128.load(p));
    v128.store(sums + j, sum);
  }
  for (; j < bytes; j += 4) {
    let sum: f32 = 0.0;
    for (let p = d + j; p < last; p += bytes) sum += load<f32>(p);
    store<f32>(sums + j, sum);
  }
}

/** Σ of the squares of n numbers, in float64. */
export function squaredNorm(values: usize, n: i32): f64 {
  let sum: f64 = 0.0;
  for (let i = 0; i < n; i++) {
    const value = <f64>load<f32>(values + ((<usize>i) << 2));
    sum += value * value;
  }
  return sum;
}
