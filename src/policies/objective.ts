import type { ProjectionResult } from 'trust-region-layers';
import type { FloatArray } from 'trust-region-layers/gaussian';
import { createPolicyDensity } from './density.ts';
import { createEntropyBonus } from './entropyBonus.ts';
import { createHead } from './heads.ts';
import type { PolicyBatch } from './headTypes.ts';
import { checkLayer, createLayerLoss, createLayerProjector, prepareOldPolicies } from './layer.ts';
import type {
  ObjectiveBatch,
  ObjectiveResult,
  ObjectiveSpecification,
  PolicyObjective,
} from './objectiveTypes.ts';
import { ratioOf, surrogateLoss, surrogateSlope } from './surrogate.ts';

export * from './objectiveTypes.ts';

/**
 * The objective of a specification; its scratch memory grows to the largest batch seen.
 * See docs/mathematics.md §7, §9.1.
 *
 * @throws {RangeError} if the layer is not for policies of the head's kind and size
 */
export function createPolicyObjective(specification: ObjectiveSpecification): PolicyObjective {
  const { actionSize: k, projection, stateDependent } = specification;
  if (projection) checkLayer(projection, specification);
  const { trustRegionCoefficient, entropyCoefficient, clipRatio } = specification;
  const head = createHead(specification);
  const { rawSize, factorSize, actionWidth } = head;
  const density = createPolicyDensity(specification);
  const bonus = entropyCoefficient === 0 ? null : createEntropyBonus(specification, entropyCoefficient);
  const layer = projection && {
    projector: createLayerProjector(projection, { reports: false }),
    distance: createLayerLoss(projection, stateDependent),
  };
  let scratch = createScratch(0);

  function createScratch(count: number): Scratch {
    const policies = () => ({
      mean: new Float64Array(count * k),
      factor: new Float64Array(count * factorSize),
    });
    return {
      capacity: count,
      raw: new Float64Array(count * rawSize),
      slope: new Float64Array(count * k),
      proposed: policies(),
      projected: layer ? layer.projector.createResult(count) : null,
      upstream: policies(),
      gradient: policies(),
      term: policies(),
      rawGradient: new Float64Array(count * rawSize),
      perRow: new Float64Array(count),
      weight: new Float64Array(count),
      action: new Float64Array(count * actionWidth),
      oldLogProbability: new Float64Array(count),
    };
  }

  /** log p̃(a) and the surrogate; `upstream` becomes ∂surrogate/∂p̃. */
  function addSurrogate(p: PolicyBatch, batch: ObjectiveBatch, result: ObjectiveResult, count: number): void {
    const { perRow: logProbability, weight, upstream, action, oldLogProbability } = scratch;
    density.forward(p, action, logProbability, count);
    for (let row = 0; row < count; row++) {
      const ratio = ratioOf(logProbability[row]! - oldLogProbability[row]!);
      const advantage = batch.advantage[row]!;
      result.logProbability[row] = logProbability[row]!;
      result.surrogate[row] = surrogateLoss(ratio, advantage, clipRatio);
      weight[row] = surrogateSlope(ratio, advantage, clipRatio);
    }
    density.backward(p, action, weight, upstream, count);
  }

  /** The entropy bonus, added to `upstream`. */
  function addEntropy(p: PolicyBatch, result: ObjectiveResult, count: number): void {
    if (bonus) bonus.add(p, result.entropy, scratch.upstream, count);
    else result.entropy.fill(0, 0, count);
  }

  /** The pull of p towards p̃, a constant target; added to `gradient`. */
  function addTrustRegion(
    distance: NonNullable<typeof layer>['distance'],
    projected: PolicyBatch,
    result: ObjectiveResult,
    count: number,
  ): void {
    const { proposed, perRow: distances, weight, gradient, term } = scratch;
    if (trustRegionCoefficient === 0) {
      result.trustRegion.fill(0, 0, count);
      return;
    }
    weight.fill(trustRegionCoefficient, 0, count);
    distance.gradient(proposed, projected, weight, term, count, distances);
    for (let row = 0; row < count; row++) {
      result.trustRegion[row] = trustRegionCoefficient * distances[row]!;
    }
    addTo(gradient.mean, term.mean, count * k);
    addTo(gradient.factor, term.factor, count * factorSize);
  }

  return {
    specification,
    get parts() {
      const { proposed, projected, upstream, gradient } = scratch;
      return { proposed, projected, upstream, gradient: layer ? gradient : upstream };
    },
    createResult(count, precision = 'float64') {
      const array = (length: number) =>
        precision === 'float64' ? new Float64Array(length) : new Float32Array(length);
      return {
        surrogate: array(count),
        trustRegion: array(count),
        entropy: array(count),
        gradient: array(count * rawSize),
        logProbability: array(count),
      };
    },
    prepare(old, count) {
      return layer ? layer.projector.prepare(old, count) : prepareOldPolicies(specification, old, count);
    },
    evaluate(raw, batch, result, count) {
      checkLengths(raw, batch, result, count, k, rawSize, actionWidth);
      if (count > scratch.capacity) scratch = createScratch(count);
      const finite = loadRaw(raw, count, rawSize, scratch.raw);
      pickRows(batch.action, batch.rows, count, actionWidth, scratch.action);
      pickRows(batch.oldLogProbability, batch.rows, count, 1, scratch.oldLogProbability);
      const { slope, proposed, projected, upstream, gradient, rawGradient } = scratch;
      const { old } = batch;
      const rows = batch.rows ?? undefined;
      head.forward(scratch.raw, count, proposed, slope);
      if (layer && projected) {
        const bounds = {
          mean: batch.meanBound,
          covariance: batch.covarianceBound,
          entropyFloor: batch.entropyFloor,
        };
        layer.projector.forward(proposed, old, bounds, projected, count, rows);
        addSurrogate(projected, batch, result, count);
        addEntropy(projected, result, count);
        layer.projector.backward(proposed, old, bounds, projected, upstream, gradient, count, rows);
        addTrustRegion(layer.distance, projected, result, count);
        head.backward(scratch.raw, gradient, rawGradient, count, slope);
      } else {
        addSurrogate(proposed, batch, result, count);
        addEntropy(proposed, result, count);
        result.trustRegion.fill(0, 0, count);
        head.backward(scratch.raw, upstream, rawGradient, count, slope);
      }
      result.gradient.set(rawGradient.subarray(0, count * rawSize));
      if (!finite) markDiverged(raw, result, count, rawSize);
    },
  };
}

/** Memory of one evaluation, grown to the largest batch seen. */
interface Scratch {
  readonly capacity: number;
  readonly raw: Float64Array;
  /** What the head's forward pass leaves for its backward pass. */
  readonly slope: Float64Array;
  readonly proposed: PolicyBatch;
  readonly projected: ProjectionResult | null;
  /** ∂(surrogate + entropy)/∂p̃. */
  readonly upstream: PolicyBatch;
  /** ∂loss/∂p. */
  readonly gradient: PolicyBatch;
  /** One term of a sum of gradients. */
  readonly term: PolicyBatch;
  readonly rawGradient: Float64Array;
  readonly perRow: Float64Array;
  readonly weight: Float64Array;
  /** What the rows pick of the batch. */
  readonly action: Float64Array;
  readonly oldLogProbability: Float64Array;
}

function addTo(sum: FloatArray, term: FloatArray, length: number): void {
  for (let i = 0; i < length; i++) sum[i]! += term[i]!;
}

/** Copies raw rows, those that are not finite as zeros: they are overwritten by NaN at the end. Whether all are finite. */
function loadRaw(raw: FloatArray, count: number, rawSize: number, out: Float64Array): boolean {
  // What is not finite makes the sum NaN, whatever else is in it.
  let nothing = 0;
  for (let i = 0; i < count * rawSize; i++) {
    const value = raw[i]!;
    out[i] = value;
    nothing += value - value;
  }
  if (nothing === 0) return true;
  for (let row = 0; row < count; row++) {
    if (!isFiniteRow(raw, row, rawSize)) out.fill(0, row * rawSize, (row + 1) * rawSize);
  }
  return false;
}

/** Copies what `rows` picks of `size` numbers a state, in the order of the rows. */
function pickRows(
  values: FloatArray,
  rows: Int32Array | null,
  count: number,
  size: number,
  out: Float64Array,
): void {
  for (let row = 0; row < count; row++) {
    const from = (rows === null ? row : rows[row]!) * size;
    for (let i = 0; i < size; i++) out[row * size + i] = values[from + i]!;
  }
}

function isFiniteRow(raw: FloatArray, row: number, rawSize: number): boolean {
  for (let i = row * rawSize; i < (row + 1) * rawSize; i++) if (!Number.isFinite(raw[i]!)) return false;
  return true;
}

function markDiverged(raw: FloatArray, result: ObjectiveResult, count: number, rawSize: number): void {
  for (let row = 0; row < count; row++) {
    if (isFiniteRow(raw, row, rawSize)) continue;
    result.surrogate[row] = Number.NaN;
    result.trustRegion[row] = Number.NaN;
    result.entropy[row] = Number.NaN;
    result.logProbability[row] = Number.NaN;
    result.gradient.fill(Number.NaN, row * rawSize, (row + 1) * rawSize);
  }
}

function checkLengths(
  raw: FloatArray,
  { old, rows, action, oldLogProbability, advantage }: ObjectiveBatch,
  result: ObjectiveResult,
  count: number,
  k: number,
  rawSize: number,
  actionWidth: number,
): void {
  const states = rows === null ? count : old.count;
  checkLength('raw rows', raw, count * rawSize);
  checkLength('old mean', old.mean, states * k);
  checkLength('action', action, states * actionWidth);
  checkLength('old log-probability', oldLogProbability, states);
  checkLength('advantage', advantage, count);
  checkLength('gradient', result.gradient, count * rawSize);
  checkLength('log-probability', result.logProbability, count);
  if (rows === null) return;
  if (rows.length < count)
    throw new RangeError(`rows must have at least ${count} numbers, got ${rows.length}`);
  for (let row = 0; row < count; row++) {
    const state = rows[row]!;
    if (!(state >= 0 && state < old.count)) {
      throw new RangeError(`row ${row} is state ${state}, expected one of 0 … ${old.count - 1}`);
    }
  }
}

function checkLength(name: string, array: FloatArray, needed: number): void {
  if (array.length < needed) {
    throw new RangeError(`${name} must have at least ${needed} numbers, got ${array.length}`);
  }
}
