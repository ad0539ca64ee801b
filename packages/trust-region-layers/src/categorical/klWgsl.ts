import type { CategoricalMetricWgsl } from './metricWgsl.ts';

/** Distance, projection, gradient and loss of KL in float32 (docs/mathematics.md §15.3, §15.7). */
export const klWgsl: CategoricalMetricWgsl = {
  step: /* wgsl */ `
fn distanceOf(row: Row, old: Row) -> f32 { return klOf(row, old); }

fn project(row: Row, old: Row, bound: f32, distance: f32, out: ptr<function, Row>) -> f32 {
  let ratio = ratioOf(row, old);
  let t = lineSolve(old, ratio, bound, distance);
  *out = lineAt(old, ratio, t);
  return t;
}

fn pullback(row: Row, old: Row, position: f32, upstream: Row) -> Row {
  return linePullback(old, ratioOf(row, old), position, upstream);
}
`,
  loss: /* wgsl */ `
// The mean of the log-ratio is the divergence; taken from the same numbers it also takes away what both rows are off.
fn distanceGradient(row: Row, constant: Row) -> Row {
  var slope: Row;
  var mean = 0.0;
  for (var i = 0; i < N; i++) {
    if (isForbidden(constant[i])) { continue; }
    slope[i] = row[i] - constant[i];
    mean += exp(row[i]) * slope[i];
  }
  for (var i = 0; i < N; i++) { slope[i] = exp(row[i]) * (slope[i] - mean); }
  return slope;
}
`,
};
