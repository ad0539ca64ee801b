/**
 * Squared errors of values against the targets of their states, and their gradients 2(v − t). Where `clip` is finite
 * the larger of this and the error of the value clipped to `clip` around its old one counts, with gradient 0 where
 * that is the clipped one. See docs/mathematics.md §7.5.
 *
 * @param rows int32, the state of each value @param gradient receives [count]
 * @returns the sum of the errors
 */
export function squaredError(
  values: usize,
  rows: usize,
  targets: usize,
  oldValues: usize,
  count: i32,
  clip: f32,
  gradient: usize,
): f64 {
  let sum: f64 = 0.0;
  for (let i = 0; i < count; i++) {
    const at: usize = (<usize>i) << 2;
    const state: usize = (<usize>load<i32>(rows + at)) << 2;
    const value = load<f32>(values + at);
    const target = load<f32>(targets + state);
    const error = value - target;
    let slope: f32 = 2.0 * error;
    let loss = error * error;
    if (clip < Infinity) {
      const old = load<f32>(oldValues + state);
      const moved = value - old;
      const clipped = old + (moved > 0.0 ? clip : -clip) - target;
      // A value that is not clipped has one error: adding its move up again would round it to another.
      if (abs(moved) > clip && clipped * clipped > loss) {
        loss = clipped * clipped;
        slope = 0.0;
      }
    }
    store<f32>(gradient + at, slope);
    sum += <f64>loss;
  }
  return sum;
}
