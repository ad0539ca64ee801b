import type { CategoricalMetricWgsl } from './metricWgsl.ts';

/** The same of the Euclidean distance of probabilities (docs/mathematics.md §15.5, §15.7). */
export const euclideanWgsl: CategoricalMetricWgsl = {
  step: /* wgsl */ `
/** eˣ − 1 for x ≤ 0, without cancellation near 0. */
fn lessOne(x: f32) -> f32 {
  if (x < -0.5) { return exp(x) - 1.0; }
  return x * (1.0 + x * (0.5 + x * (1.0 / 6.0 + x * (1.0 / 24.0 + x * (1.0 / 120.0 + x * (1.0 / 720.0 + x / 5040.0))))));
}

fn difference(a: f32, b: f32) -> f32 {
  if (isForbidden(b)) { return 0.0; }
  if (a > b) { return -exp(a) * lessOne(b - a); }
  return exp(b) * lessOne(a - b);
}

fn distanceOf(row: Row, old: Row) -> f32 {
  var sum = 0.0;
  for (var i = 0; i < N; i++) {
    let delta = difference(row[i], old[i]);
    sum += delta * delta;
  }
  return sum;
}

/** ln(1 + x) for x > −1, without cancellation near 0. */
fn logOnePlus(x: f32) -> f32 {
  if (abs(x) > 0.2) { return log(1.0 + x); }
  let z = x / (2.0 + x);
  let w = z * z;
  return 2.0 * z * (1.0 + w * (1.0 / 3.0 + w * (0.2 + w * (1.0 / 7.0 + w / 9.0))));
}

/** ln((1 − t)q + t p). */
fn mixed(a: f32, b: f32, t: f32) -> f32 {
  if (isForbidden(b)) { return FORBIDDEN; }
  let ratio = a - b;
  if (ratio > 0.0) { return a + logOnePlus((1.0 - t) * lessOne(-ratio)); }
  return b + logOnePlus(t * lessOne(ratio));
}

fn project(row: Row, old: Row, bound: f32, distance: f32, out: ptr<function, Row>) -> f32 {
  let t = sqrt(bound / distance);
  for (var i = 0; i < N; i++) { (*out)[i] = mixed(row[i], old[i], t); }
  return t;
}

fn pullback(row: Row, old: Row, position: f32, upstream: Row) -> Row {
  var flow: Row;
  var deltas: Row;
  var along = 0.0;
  var squares = 0.0;
  for (var i = 0; i < N; i++) {
    deltas[i] = difference(row[i], old[i]);
    squares += deltas[i] * deltas[i];
    if (isForbidden(old[i])) { continue; }
    let projected = mixed(row[i], old[i], position);
    along += upstream[i] * difference(row[i] - projected, old[i] - projected);
  }
  let slope = along / squares;
  var total = 0.0;
  for (var i = 0; i < N; i++) {
    if (isForbidden(old[i])) { continue; }
    let projected = mixed(row[i], old[i], position);
    flow[i] = position * (upstream[i] * exp(row[i] - projected) - slope * exp(row[i]) * deltas[i]);
    total += flow[i];
  }
  for (var i = 0; i < N; i++) { flow[i] -= exp(row[i]) * total; }
  return flow;
}
`,
  loss: /* wgsl */ `
fn distanceGradient(row: Row, constant: Row) -> Row {
  var slope: Row;
  var mean = 0.0;
  for (var i = 0; i < N; i++) {
    slope[i] = difference(row[i], constant[i]);
    mean += exp(row[i]) * slope[i];
  }
  for (var i = 0; i < N; i++) { slope[i] = 2.0 * exp(row[i]) * (slope[i] - mean); }
  return slope;
}
`,
};
