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
export const geometricLineWgsl = /* wgsl */ `
${divergenceWgsl}
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
