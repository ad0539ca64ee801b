import { euclideanWgsl } from './euclideanWgsl.ts';
import { geometricLineWgsl } from './geometricLineWgsl.ts';
import { klWgsl } from './klWgsl.ts';
import type { CategoricalMetricWgsl } from './metricWgsl.ts';
import type { CategoricalMetricId } from './registry.ts';
import { MAX_WGSL_ACTIONS, softmaxWgsl } from './softmaxWgsl.ts';
import { temperatureWgsl } from './temperatureWgsl.ts';
import type { CategoricalLayout } from './types.ts';

/** What selects the code of a categorical projection. */
export interface CategoricalSpecification extends CategoricalLayout {
  readonly metric: CategoricalMetricId;
}

const METRICS: Readonly<Record<CategoricalMetricId, CategoricalMetricWgsl>> = {
  kl: klWgsl,
  euclidean: euclideanWgsl,
};

/** Whether there is WGSL for so many actions. */
export function hasCategoricalWgsl({ actions }: Pick<CategoricalSpecification, 'actions'>): boolean {
  return actions <= MAX_WGSL_ACTIONS;
}

/**
 * WGSL of a categorical projection, one state a thread, the float32 twin of the projector (docs/mathematics.md §15.8).
 * Contains {@link softmaxWgsl}, and defines
 *
 * - `struct Projected`: `logProbabilities` (ln π̃), `proposed` (ln p), and what backward needs;
 * - `fn projectForward(logits: Row, oldLogits: Row, bound: f32, entropyFloor: f32) -> Projected`;
 * - `fn projectBackward(projected: Projected, oldLogits: Row, upstream: Row) -> Row`, from ∂L/∂ ln π̃ to ∂L/∂ logits.
 *
 * `entropyFloor` is read only if the specification has an entropy step; below −1e30 (so also at −Infinity) there is no
 * floor. Nothing is thrown: what no policy is comes out as NaN.
 */
export function categoricalWgsl({ metric, actions, entropy }: CategoricalSpecification): string {
  const before = entropy?.order === 'before';
  const after = entropy?.order === 'after';
  const warmWgsl = `
  projected.exponent = warmth(row, entropyFloor);
  if (projected.exponent != 1.0) { row = warmed(row, projected.exponent); }`;
  const throughWarmthWgsl = (given: string) => `
  if (projected.exponent != 1.0) {
    flow = throughWarmth(projected.${given}, projected.exponent, flow);
    passed = true;
  }`;
  return /* wgsl */ `
${softmaxWgsl(actions)}
${geometricLineWgsl}
${entropy ? temperatureWgsl(actions, entropy.mode) : ''}
${METRICS[metric].step}

struct Projected {
  logProbabilities: Row,
  proposed: Row,
  // 1 / (1 + η) of the trust region, and the exponent of the entropy step; 1 where they did nothing.
  position: f32,
  exponent: f32,
  ${entropy ? '// What the first of both steps gave to the second.\n  between: Row,' : ''}
}

fn notANumber(zeroTimes: f32) -> f32 {
  let zero = zeroTimes - zeroTimes;
  return zero / zero;
}

fn projectForward(logits: Row, oldLogits: Row, bound: f32, entropyFloor: f32) -> Projected {
  let old = logSoftmax(oldLogits);
  var projected: Projected;
  projected.proposed = logSoftmax(logits);
  projected.position = 1.0;
  projected.exponent = 1.0;
  var row = projected.proposed;
  ${before ? `${warmWgsl}\n  projected.between = row;` : ''}
  let distance = distanceOf(row, old);
  if (distance > bound) {
    let entering = row;
    projected.position = project(entering, old, bound, distance, &row);
  }
  ${after ? `projected.between = row;${warmWgsl}` : ''}
  for (var i = 0; i < N; i++) {
    // No policy lies between two of which one forbids what the other allows.
    if (isForbidden(logits[i]) != isForbidden(oldLogits[i])) { row[i] = bound * notANumber(bound); }
  }
  projected.logProbabilities = row;
  return projected;
}

fn projectBackward(projected: Projected, oldLogits: Row, upstream: Row) -> Row {
  var flow = upstream;
  for (var i = 0; i < N; i++) { if (isForbidden(projected.proposed[i])) { flow[i] = 0.0; } }
  var passed = false;
  ${after ? throughWarmthWgsl('between') : ''}
  if (projected.position != 1.0) {
    flow = pullback(${before ? 'projected.between' : 'projected.proposed'}, logSoftmax(oldLogits), projected.position, flow);
    passed = true;
  }
  ${before ? throughWarmthWgsl('proposed') : ''}
  if (!passed) { flow = throughSoftmax(projected.proposed, flow); }
  return flow;
}
`;
}

/**
 * WGSL of the trust-region loss d(p, c) of a metric, c a constant (docs/mathematics.md §15.7), to stand beside
 * {@link categoricalWgsl} of the same metric: `fn trustRegionLoss(p: Row, c: Row) -> f32` and
 * `fn trustRegionLossGradient(p: Row, c: Row) -> Row`, with respect to the logits of p.
 */
export function categoricalTrustRegionLossWgsl({ metric }: Pick<CategoricalSpecification, 'metric'>): string {
  return /* wgsl */ `
${METRICS[metric].loss}
fn trustRegionLoss(p: Row, c: Row) -> f32 { return distanceOf(p, c); }
fn trustRegionLossGradient(p: Row, c: Row) -> Row { return distanceGradient(p, c); }
`;
}
