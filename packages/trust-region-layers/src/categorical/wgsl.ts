import type { CategoricalMetricId } from './registry.ts';
import type { CategoricalLayout } from './types.ts';

/** What selects the code of a categorical projection. */
export interface CategoricalSpecification extends CategoricalLayout {
  readonly metric: CategoricalMetricId;
}

/** As many actions as a thread keeps in its registers. */
const MAX_WGSL_ACTIONS = 64;

/** Whether there is WGSL for so many actions. */
export function hasCategoricalWgsl({ actions }: CategoricalSpecification): boolean {
  return actions <= MAX_WGSL_ACTIONS;
}

/**
 * WGSL of a categorical projection, one state a thread, the float32 twin of the projector (docs/mathematics.md §15.8):
 *
 * - `alias Row = array<f32, N>`, log-probabilities; an action forbidden in both policies has {@link FORBIDDEN}
 * - `fn projectForward(logits: Row, oldLogits: Row, bound, floor) -> Row`, ln π̃
 * - `fn projectBackward(logits, oldLogits, bound, floor, upstream: Row) -> Row`, ∂L/∂ logits
 *
 * Nothing is thrown: what no policy is comes out as NaN.
 */
export function categoricalWgsl({ metric, actions, entropy }: CategoricalSpecification): string {
  const warm = (from: string, to: string) => `
  let entropy = entropyOf(${from});
  if (floor > -1e30 && ${entropy?.mode === 'equality' ? 'entropy != floor' : 'entropy < floor'}) {
    exponent = warm(${from}, entropy, floor, &${to});
  }`;
  const first = entropy?.order === 'before' ? `between = proposed;${warm('between', 'proposed')}` : '';
  const last = entropy?.order === 'after' ? `between = projected;${warm('between', 'projected')}` : '';
  const throughWarmth = /* wgsl */ `
  if (exponent != 1.0) {
    let level = uniformOver(between);
    flow = linePullback(level, ratioOf(between, level), exponent, flow);
    passed = true;
  }`;
  return /* wgsl */ `
const N: i32 = ${actions};
const FORBIDDEN: f32 = ${FORBIDDEN};
alias Row = array<f32, N>;

fn isForbidden(value: f32) -> bool { return value < -1e29; }

${softmaxWgsl}
${divergenceWgsl}
${lineWgsl}
${temperatureWgsl}
${metric === 'kl' ? klWgsl : euclideanWgsl}

fn projectBoth(logits: Row, oldLogits: Row, bound: f32, floor: f32, upstream: Row, backward: bool) -> Row {
  var proposed = logSoftmax(logits);
  let old = logSoftmax(oldLogits);
  var between = proposed;
  var exponent = 1.0;
  ${first}
  let distance = distanceOf(proposed, old);
  var projected = proposed;
  var position = 1.0;
  if (distance > bound) { position = project(proposed, old, bound, distance, &projected); }
  ${last}
  for (var i = 0; i < N; i++) {
    // No policy lies between two of which one forbids what the other allows.
    if (isForbidden(logits[i]) != isForbidden(oldLogits[i])) { projected[i] = bound * notANumber(bound); }
  }
  if (!backward) { return projected; }

  var flow = upstream;
  for (var i = 0; i < N; i++) { if (isForbidden(proposed[i])) { flow[i] = 0.0; } }
  var passed = false;
  ${entropy?.order === 'after' ? throughWarmth : ''}
  if (position != 1.0) {
    flow = pullback(proposed, old, position, flow);
    passed = true;
  }
  ${entropy?.order === 'before' ? throughWarmth : ''}
  if (!passed) { flow = throughSoftmax(proposed, flow); }
  return flow;
}

fn projectForward(logits: Row, oldLogits: Row, bound: f32, floor: f32) -> Row {
  return projectBoth(logits, oldLogits, bound, floor, logits, false);
}

fn projectBackward(logits: Row, oldLogits: Row, bound: f32, floor: f32, upstream: Row) -> Row {
  return projectBoth(logits, oldLogits, bound, floor, upstream, true);
}
`;
}

/** The logarithm of nothing: WGSL promises no infinities. */
const FORBIDDEN = '-1e30';

/** Log-probabilities, their entropy, and what a softmax passes back (docs/mathematics.md §15.1). */
const softmaxWgsl = /* wgsl */ `
fn notANumber(zeroTimes: f32) -> f32 {
  let zero = zeroTimes - zeroTimes;
  return zero / zero;
}

fn logSoftmax(logits: Row) -> Row {
  var largest = FORBIDDEN;
  for (var i = 0; i < N; i++) { largest = max(largest, logits[i]); }
  var row: Row;
  var sum = 0.0;
  for (var i = 0; i < N; i++) {
    if (isForbidden(logits[i])) { row[i] = FORBIDDEN; continue; }
    row[i] = logits[i] - largest;
    sum += exp(row[i]);
  }
  let shift = log(sum);
  for (var i = 0; i < N; i++) { if (!isForbidden(row[i])) { row[i] -= shift; } }
  return row;
}

fn entropyOf(row: Row) -> f32 {
  var sum = 0.0;
  for (var i = 0; i < N; i++) { if (!isForbidden(row[i])) { sum -= exp(row[i]) * row[i]; } }
  return sum;
}

fn throughSoftmax(row: Row, upstream: Row) -> Row {
  var total = 0.0;
  for (var i = 0; i < N; i++) { total += upstream[i]; }
  var flow = upstream;
  for (var i = 0; i < N; i++) { flow[i] -= exp(row[i]) * total; }
  return flow;
}
`;

/** KL(π‖q) without cancellation (docs/mathematics.md §15.2). */
const divergenceWgsl = /* wgsl */ `
fn divergenceTerm(u: f32, probability: f32, oldProbability: f32) -> f32 {
  if (abs(u) >= 0.35) { return probability * u - probability + oldProbability; }
  let tail = 1.0 / 144.0 + u * (1.0 / 840.0 + u * (1.0 / 5760.0));
  return oldProbability * u * u * (0.5 + u * (1.0 / 3.0 + u * (0.125 + u * (1.0 / 30.0 + u * tail))));
}

fn klOf(row: Row, old: Row) -> f32 {
  var sum = 0.0;
  for (var i = 0; i < N; i++) {
    if (isForbidden(old[i])) { continue; }
    sum += divergenceTerm(row[i] - old[i], exp(row[i]), exp(old[i]));
  }
  return sum;
}
`;

/** The geometric line and the way back along it (docs/mathematics.md §15.3, §15.4). */
const lineWgsl = /* wgsl */ `
struct Look { divergence: f32, variance: f32, mean: f32, logSum: f32 }

/** ln p − ln q, centred on its mean under q. */
fn ratioOf(row: Row, old: Row) -> Row {
  var ratio: Row;
  var mean = 0.0;
  for (var i = 0; i < N; i++) {
    if (isForbidden(old[i])) { continue; }
    ratio[i] = row[i] - old[i];
    mean += exp(old[i]) * ratio[i];
  }
  for (var i = 0; i < N; i++) { ratio[i] -= mean; }
  return ratio;
}

fn look(old: Row, ratio: Row, t: f32) -> Look {
  var largest = FORBIDDEN;
  for (var i = 0; i < N; i++) { largest = max(largest, old[i] + t * ratio[i]); }
  var sum = 0.0;
  var mean = 0.0;
  for (var i = 0; i < N; i++) {
    let weight = exp(old[i] + t * ratio[i] - largest);
    sum += weight;
    mean += weight * ratio[i];
  }
  var seen: Look;
  seen.mean = mean / sum;
  seen.logSum = largest + log(sum);
  for (var i = 0; i < N; i++) {
    if (isForbidden(old[i])) { continue; }
    let u = t * ratio[i] - seen.logSum;
    let probability = exp(old[i] + u);
    let deviation = ratio[i] - seen.mean;
    seen.divergence += divergenceTerm(u, probability, exp(old[i]));
    seen.variance += probability * deviation * deviation;
  }
  return seen;
}

/** Where KL(π_t‖q) = bound; distance is KL(π₁‖q) where that is before t = 1, else 0. */
fn lineSolve(old: Row, ratio: Row, bound: f32, distance: f32) -> f32 {
  var low = 0.0;
  var high = select(1e18, 1.0, distance > bound);
  let wanted = sqrt(bound);
  var t = sqrt(2.0 * bound / max(look(old, ratio, 0.0).variance, 1e-36));
  if (!(t < high)) { t = select(1.0, sqrt(bound / distance), distance > bound); }
  for (var iteration = 0; iteration < 60; iteration++) {
    let seen = look(old, ratio, t);
    if (seen.divergence > bound) { high = t; } else { low = t; }
    let root = sqrt(seen.divergence);
    let step = 2.0 * root * (wanted - root) / (t * seen.variance);
    var next = t + step;
    if (abs(step) <= 3e-7 * t) { return t; }
    if (!(next > low && next < high)) {
      if (high > 1e17) { next = max(1.0, 4.0 * low); }
      else if (low == 0.0) { next = high / 16.0; }
      else if (high > 4.0 * low) { next = sqrt(low) * sqrt(high); }
      else { next = low + 0.5 * (high - low); }
      if (!(next > low && next < high)) { return t; }
    }
    t = next;
  }
  return t;
}

fn lineAt(old: Row, ratio: Row, t: f32) -> Row {
  let logSum = look(old, ratio, t).logSum;
  var row: Row;
  for (var i = 0; i < N; i++) {
    row[i] = select(old[i] + (t * ratio[i] - logSum), FORBIDDEN, isForbidden(old[i]));
  }
  return row;
}

fn linePullback(old: Row, ratio: Row, t: f32, upstream: Row) -> Row {
  let seen = look(old, ratio, t);
  var total = 0.0;
  for (var i = 0; i < N; i++) { total += upstream[i]; }
  var flow: Row;
  var probability: Row;
  var along = 0.0;
  for (var i = 0; i < N; i++) {
    probability[i] = exp(old[i] + (t * ratio[i] - seen.logSum));
    flow[i] = upstream[i] - probability[i] * total;
    along += flow[i] * (ratio[i] - seen.mean);
  }
  let slope = select(0.0, along / seen.variance, seen.variance > 0.0);
  for (var i = 0; i < N; i++) { flow[i] = t * (flow[i] - slope * probability[i] * (ratio[i] - seen.mean)); }
  return flow;
}
`;

/** The entropy floor along the temperature (docs/mathematics.md §15.6). */
const temperatureWgsl = /* wgsl */ `
fn uniformOver(row: Row) -> Row {
  var allowed = 0.0;
  for (var i = 0; i < N; i++) { allowed += select(1.0, 0.0, isForbidden(row[i])); }
  var level: Row;
  for (var i = 0; i < N; i++) { level[i] = select(-log(allowed), FORBIDDEN, isForbidden(row[i])); }
  return level;
}

fn warm(row: Row, entropy: f32, floor: f32, out: ptr<function, Row>) -> f32 {
  let level = uniformOver(row);
  let ratio = ratioOf(row, level);
  var most = 0.0;
  for (var i = 0; i < N; i++) { if (!isForbidden(level[i])) { most = -level[i]; } }
  let exponent = lineSolve(level, ratio, most - floor, select(0.0, most - entropy, entropy < floor));
  *out = lineAt(level, ratio, exponent);
  return exponent;
}
`;

/** Distance, projection and its gradient for KL (docs/mathematics.md §15.3). */
const klWgsl = /* wgsl */ `
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
`;

/** The same for the Euclidean distance of probabilities (docs/mathematics.md §15.5). */
const euclideanWgsl = /* wgsl */ `
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
    along += upstream[i] * (exp(row[i] - projected) - exp(old[i] - projected));
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
`;
