/** As many actions as a thread keeps in its registers. */
export const MAX_WGSL_ACTIONS = 64;

/** The logarithm of nothing: WGSL promises no infinities. */
const FORBIDDEN = '-1e30';

/**
 * WGSL of a policy over n actions as a row of log-probabilities (docs/mathematics.md §15.1):
 *
 * - `N` and `alias Row = array<f32, N>`; an action that is forbidden has `FORBIDDEN`
 * - `fn logSoftmax(logits: Row) -> Row`
 * - `fn entropyOf(row: Row) -> f32`, in nats
 * - `fn throughSoftmax(row: Row, upstream: Row) -> Row`, from ∂L/∂ ln p to ∂L/∂ logits
 */
export const softmaxWgsl = (actions: number) => /* wgsl */ `
const N: i32 = ${actions};
const FORBIDDEN: f32 = ${FORBIDDEN};
alias Row = array<f32, N>;

fn isForbidden(value: f32) -> bool { return value < -1e29; }

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
