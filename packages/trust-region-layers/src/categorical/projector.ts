import { exp } from '../elementary/exponential.ts';
import type { FloatArray } from '../gaussian/types.ts';
import { checkLength, checkRows } from '../projection/batchInput.ts';
import { boundOf, limitOf, retreat } from '../projection/boundary.ts';
import type { ProjectorOptions } from '../projection/projector.ts';
import { categoricalEntropy, logSoftmax } from './logSoftmax.ts';
import { TemperatureStep } from './temperature.ts';
import type {
  CategoricalBounds,
  CategoricalLayout,
  CategoricalMetric,
  CategoricalProjector,
  CategoricalResult,
  CategoricalStep,
  PreparedCategoricals,
} from './types.ts';

/**
 * The projector of a metric on the simplex for n actions (docs/mathematics.md §15).
 * @throws {RangeError} where the number of actions is not a whole number from 1
 */
export function categoricalProjectorOf(
  metric: CategoricalMetric,
  layout: CategoricalLayout,
  { reports = true }: ProjectorOptions = {},
): CategoricalProjector {
  if (!(Number.isInteger(layout.actions) && layout.actions >= 1)) {
    throw new RangeError(`actions is ${layout.actions}, expected a whole number from 1`);
  }
  return new SimplexProjector(metric, layout, reports);
}

/** ln q and q of `count` policies. @throws {RangeError} naming the state where logits are not numbers */
export function prepareCategoricals(
  logits: FloatArray,
  actions: number,
  count: number,
): PreparedCategoricals {
  checkLength(logits, count, actions, 'old logits');
  const logProbabilities = new Float64Array(count * actions);
  for (let state = 0; state < count; state++) {
    const at = state * actions;
    logSoftmax(logits, at, actions, logProbabilities, at, 'old logits', state);
  }
  return { count, logProbabilities, probabilities: logProbabilities.map(exp) };
}

class SimplexProjector implements CategoricalProjector {
  readonly #layout: CategoricalLayout;
  readonly #step: CategoricalStep;
  readonly #temperature: TemperatureStep | null;
  readonly #scratch: Float64Array;
  readonly #reports: boolean;
  /** The distance of what {@link #project} wrote last. */
  #reached = 0;

  constructor(metric: CategoricalMetric, layout: CategoricalLayout, reports: boolean) {
    this.#layout = layout;
    this.#reports = reports;
    this.#step = metric.createStep(layout.actions);
    this.#temperature = layout.entropy ? new TemperatureStep(layout.actions, layout.entropy.mode) : null;
    this.#scratch = new Float64Array(layout.actions);
  }

  createResult(count: number, precision: 'float64' | 'float32' = 'float64'): CategoricalResult {
    const n = this.#layout.actions;
    const array = (length: number) =>
      precision === 'float32' ? new Float32Array(length) : new Float64Array(length);
    const report = () => ({ distance: array(count), entropy: array(count) });
    const proposed = new Float64Array(count * n);
    return {
      logProbabilities: array(count * n),
      multiplier: array(count),
      before: report(),
      after: report(),
      tape: {
        proposed,
        between: this.#temperature ? new Float64Array(count * n) : proposed,
        position: new Float64Array(count),
        exponent: new Float64Array(count),
      },
    };
  }

  prepare(oldLogits: FloatArray, count: number): PreparedCategoricals {
    return prepareCategoricals(oldLogits, this.#layout.actions, count);
  }

  forward(
    logits: FloatArray,
    old: FloatArray | PreparedCategoricals,
    bounds: CategoricalBounds,
    result: CategoricalResult,
    count: number,
    rows?: Int32Array,
  ): void {
    const n = this.#layout.actions;
    checkLength(logits, count, n, 'logits');
    checkLength(result.logProbabilities, count, n, 'result');
    if (typeof bounds.distance !== 'number') checkLength(bounds.distance, count, 1, 'bound');
    const { entropyFloor = -Infinity } = bounds;
    if (typeof entropyFloor !== 'number') checkLength(entropyFloor, count, 1, 'entropy floor');
    const prepared = this.#prepared(old, count, rows);
    for (let state = 0; state < count; state++) {
      const floor = typeof entropyFloor === 'number' ? entropyFloor : entropyFloor[state]!;
      if (Number.isNaN(floor)) throw new RangeError(`entropy floor of state ${state} is NaN`);
      const oldAt = (rows ? rows[state]! : state) * n;
      this.#forward(logits, state, prepared, oldAt, boundOf(bounds.distance, state, 'bound'), floor, result);
    }
  }

  #forward(
    logits: FloatArray,
    state: number,
    old: PreparedCategoricals,
    oldAt: number,
    bound: number,
    floor: number,
    result: CategoricalResult,
  ): void {
    const n = this.#layout.actions;
    const at = state * n;
    const { proposed, between, position, exponent } = result.tape;
    const out = result.logProbabilities;
    const first = this.#temperature !== null && this.#layout.entropy?.order === 'before';
    const given = first ? between : proposed;
    logSoftmax(logits, at, n, given, at, 'logits', state);
    requireSameActions(given, at, old.logProbabilities, oldAt, n, state);
    const entropy = this.#reports || first ? categoricalEntropy(given, at, n) : Number.NaN;
    result.before.distance[state] = this.#step.distance(given, at, old, oldAt);
    if (this.#reports) result.before.entropy[state] = entropy;

    exponent[state] = 1;
    if (first) {
      if (this.#temperature!.applies(entropy, floor)) {
        exponent[state] = this.#temperature!.apply(between, at, entropy, floor, proposed, at, state);
      } else proposed.set(between.subarray(at, at + n), at);
    }
    const distance = first ? this.#step.distance(proposed, at, old, oldAt) : result.before.distance[state]!;
    position[state] = this.#project(proposed, at, old, oldAt, bound, distance, out);
    result.multiplier[state] = 1 / position[state]! - 1;
    result.after.distance[state] = this.#reached;

    if (this.#temperature !== null && !first) {
      for (let i = at; i < at + n; i++) between[i] = out[i]!;
      const reached = categoricalEntropy(between, at, n);
      if (this.#temperature.applies(reached, floor)) {
        exponent[state] = this.#temperature.apply(between, at, reached, floor, out, at, state);
        result.after.distance[state] = this.#step.distance(out, at, old, oldAt);
      }
    }
    if (this.#reports) result.after.entropy[state] = categoricalEntropy(out, at, n);
  }

  /** Writes the projection and returns its position t; rounding is aimed back inside (docs/mathematics.md §3.9). */
  #project(
    proposed: Float64Array,
    at: number,
    old: PreparedCategoricals,
    oldAt: number,
    bound: number,
    distance: number,
    out: FloatArray,
  ): number {
    const n = this.#layout.actions;
    if (distance <= bound) {
      for (let i = at; i < at + n; i++) out[i] = proposed[i]!;
      // In single precision what is handed out is not quite what was measured.
      this.#reached = out instanceof Float32Array ? this.#step.distance(out, at, old, oldAt) : distance;
      return 1;
    }
    let position = this.#step.project(proposed, at, old, oldAt, bound, distance, out, at);
    this.#reached = this.#step.distance(out, at, old, oldAt);
    const limit = limitOf(bound, out instanceof Float32Array);
    if (this.#reached <= limit) return position;
    const aim = (target: number) => {
      position = this.#step.project(proposed, at, old, oldAt, target, distance, out, at);
      this.#reached = this.#step.distance(out, at, old, oldAt);
      return this.#reached;
    };
    retreat(aim, this.#reached, bound, limit);
    return position;
  }

  backward(
    old: FloatArray | PreparedCategoricals,
    result: CategoricalResult,
    upstream: FloatArray,
    gradient: FloatArray,
    count: number,
    rows?: Int32Array,
  ): void {
    const n = this.#layout.actions;
    checkLength(upstream, count, n, 'upstream gradient');
    checkLength(gradient, count, n, 'gradient');
    checkLength(result.tape.proposed, count, n, 'result');
    const prepared = this.#prepared(old, count, rows);
    const { proposed, between, position, exponent } = result.tape;
    const flow = this.#scratch;
    const first = this.#layout.entropy?.order === 'before';
    for (let state = 0; state < count; state++) {
      const at = state * n;
      const oldAt = (rows ? rows[state]! : state) * n;
      // A forbidden action stays forbidden: nothing flows through it.
      for (let i = 0; i < n; i++) flow[i] = proposed[at + i] === -Infinity ? 0 : upstream[at + i]!;
      // Of the steps, each takes the gradient with respect to log-probabilities and leaves that with respect to logits,
      // which is the one with respect to the log-probabilities before, up to what a softmax does not see.
      let last: 'softmax' | 'step' = 'softmax';
      if (!first && exponent[state] !== 1) {
        this.#temperature!.pullback(between, at, exponent[state]!, flow);
        last = 'step';
      }
      if (position[state] !== 1) {
        this.#step.pullback(proposed, at, prepared, oldAt, position[state]!, flow);
        last = 'step';
      }
      if (first && exponent[state] !== 1) {
        this.#temperature!.pullback(between, at, exponent[state]!, flow);
        last = 'step';
      }
      if (last === 'softmax') throughSoftmax(proposed, at, n, flow);
      for (let i = 0; i < n; i++) gradient[at + i] = flow[i]! + 0;
    }
  }

  #prepared(
    old: FloatArray | PreparedCategoricals,
    count: number,
    rows: Int32Array | undefined,
  ): PreparedCategoricals {
    const n = this.#layout.actions;
    const prepared =
      'logProbabilities' in old ? old : this.prepare(old, rows ? Math.floor(old.length / n) : count);
    if (rows) checkRows(rows, prepared.count, count);
    else checkLength(prepared.logProbabilities, count, n, 'old policies');
    return prepared;
  }
}

/** ∂L/∂ logits = g − π Σ g, in place (docs/mathematics.md §15.1). */
function throughSoftmax(
  logProbabilities: Float64Array,
  at: number,
  actions: number,
  gradient: Float64Array,
): void {
  let total = 0;
  for (let i = 0; i < actions; i++) total += gradient[i]!;
  for (let i = 0; i < actions; i++) gradient[i] = gradient[i]! - exp(logProbabilities[at + i]!) * total;
}

/** @throws {RangeError} for an action that one policy forbids and the other does not: no policy lies between them */
function requireSameActions(
  proposed: Float64Array,
  at: number,
  old: Float64Array,
  oldAt: number,
  actions: number,
  state: number,
): void {
  for (let i = 0; i < actions; i++) {
    if ((proposed[at + i]! === -Infinity) === (old[oldAt + i]! === -Infinity)) continue;
    const which = old[oldAt + i]! === -Infinity ? 'old' : 'proposed';
    throw new RangeError(
      `action ${i} of state ${state} is forbidden by the ${which} policy only; forbid it in both or in neither`,
    );
  }
}
