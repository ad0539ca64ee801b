import { tensor1d, tensor3d, tidy } from '@tensorflow/tfjs-core';
import { logSoftmax } from 'trust-region-layers/categorical';
import type { CategoricalSpecification } from 'trust-region-layers/wgsl';
import { type PolicyBlocks, runKernel } from '../../src/engines/tfjs/kernels.ts';
import { openWebgpu } from '../../src/engines/tfjs/webgpuBackend.ts';
import { createPolicyObjective, type ObjectiveSpecification } from '../../src/policies/objective.ts';
import { createRandom } from '../../src/random/random.ts';

/** What an objective of a categorical policy is made from. */
export interface CategoricalObjectiveOptions {
  readonly actions: number;
  /** Left out: no layer. */
  readonly metric?: CategoricalSpecification['metric'];
  readonly entropy?: CategoricalSpecification['entropy'];
  readonly entropyCoefficient?: number;
  readonly trustRegionCoefficient?: number;
  /** Left out: none. */
  readonly clipRatio?: number;
}

function categoricalObjective({
  actions,
  metric,
  entropy = null,
  entropyCoefficient = 0,
  trustRegionCoefficient = 8,
  clipRatio = Infinity,
}: CategoricalObjectiveOptions): ObjectiveSpecification {
  return {
    head: 'categorical',
    actionSize: actions,
    stateDependent: true,
    initialStandardDeviation: 1,
    minimalStandardDeviation: 1e-5,
    projection: metric ? { metric, actions, entropy } : null,
    trustRegionCoefficient,
    entropyCoefficient,
    clipRatio,
  };
}

/** ε of the members that share the kernel. */
const BOUNDS = [1e-6, 1e-3, 0.1];
/** How sure of one action the old policies are (spread of their logits), and how far the proposals lie from them. */
const USUAL = { spreads: [0.3, 1.5, 4], steps: [1e-4, 3e-3, 0.1, 1] };
const HOSTILE = { spreads: [1e-3, 15, 80, 300], steps: [1e-6, 0.02, 5, 200] };
const STATES = 4;

/** Largest errors of the kernel of one objective against the float64 objective. */
export interface CategoricalObjectiveCheck {
  readonly name: string;
  readonly actions: number;
  readonly layer: boolean;
  /** Of each row's surrogate and entropy loss, relative to the larger of it and its unit. */
  readonly surrogate: number;
  readonly entropy: number;
  /** Of α·d(p, stop-gradient π̃), relative to the larger of it and α·ε. */
  readonly trustRegion: number;
  /** Relative to the larger of the row's largest entry and a hundredth of what flows into the layer. */
  readonly gradient: number;
  /** Rows whose proposal lay outside its bound. */
  readonly active: number;
  /** Of rows with a logit that is not finite, how many gave a number anywhere. */
  readonly undetected: number;
}

/** Runs an objective's kernel on the webgpu backend, on usual or on hostile rows, and compares it row by row. */
export async function checkCategoricalObjective(
  options: CategoricalObjectiveOptions,
  hostile: boolean,
): Promise<CategoricalObjectiveCheck> {
  const specification = categoricalObjective(options);
  const { actionSize: n, trustRegionCoefficient, entropyCoefficient, projection } = specification;
  const rows = drawRows(n, hostile);
  const device = await onDevice(specification, rows);

  const objective = createPolicyObjective(specification);
  const count = rows.advantage.length;
  const exact = objective.createResult(count);
  const old = objective.prepare({ mean: rows.old, factor: new Float32Array(0) }, count);
  const bounds = Float32Array.from({ length: count }, (_, row) => rows.bound[memberOf(row, count)]!);
  const floors = Float32Array.from({ length: count }, (_, row) => rows.floor[memberOf(row, count)]!);
  objective.evaluate(
    rows.raw,
    {
      ...{ old, rows: null, action: rows.action, oldLogProbability: rows.oldLogProbability },
      ...{ advantage: rows.advantage, meanBound: bounds, covarianceBound: bounds, entropyFloor: floors },
    },
    exact,
    count,
  );
  const before = objective.parts.projected?.before.mean;

  const worst = { surrogate: 0, entropy: 0, trustRegion: 0, gradient: 0 };
  const note = (key: keyof typeof worst, got: number, expected: number, unit: number) => {
    const error = Math.abs(got - expected) / Math.max(Math.abs(expected), unit);
    worst[key] = Math.max(worst[key], Number.isNaN(error) ? Infinity : error);
  };
  let active = 0;
  let undetected = 0;
  for (let row = 0; row < count; row++) {
    const got = device.subarray(row * (n + 3), (row + 1) * (n + 3));
    if (!rows.raw.subarray(row * n, (row + 1) * n).every(Number.isFinite)) {
      if (!got.every(Number.isNaN)) undetected++;
      continue;
    }
    const bound = bounds[row]!;
    // There the last digit decides which side a state is on, and with it the gradient.
    if (before && Math.abs(before[row]! / bound - 1) < 5e-3) continue;
    if (before && before[row]! > bound) active++;
    const slope = Math.abs(exact.surrogate[row]!) + entropyCoefficient;
    const gradient = exact.gradient.subarray(row * n, (row + 1) * n);
    const unit = Math.max(...gradient.map(Math.abs), 1e-2 * slope, 1e-12);
    for (let i = 0; i < n; i++) note('gradient', got[i]!, gradient[i]!, unit);
    note('surrogate', got[n]!, exact.surrogate[row]!, 1e-30);
    note('trustRegion', got[n + 1]!, exact.trustRegion[row]!, trustRegionCoefficient * bound || 1);
    note('entropy', got[n + 2]!, exact.entropy[row]!, entropyCoefficient || 1);
  }
  const name = `${projection ? JSON.stringify(projection) : `clip ${specification.clipRatio}`} n=${n}`;
  return { name, actions: n, layer: projection !== null, ...worst, active, undetected };
}

const memberOf = (row: number, count: number) => Math.floor((row * BOUNDS.length) / count);

interface Rows {
  readonly raw: Float32Array;
  readonly old: Float32Array;
  readonly action: Float32Array;
  readonly oldLogProbability: Float32Array;
  readonly advantage: Float32Array;
  /** One for each member. */
  readonly bound: Float32Array;
  readonly floor: Float32Array;
}

/** Every spread with every step, the same number of rows for every member; hostile ones end with logits that are none. */
function drawRows(n: number, hostile: boolean): Rows {
  const random = createRandom(1000 * n + (hostile ? 1 : 0));
  const { spreads, steps } = hostile ? HOSTILE : USUAL;
  const kinds = spreads.flatMap((spread) => steps.map((step) => ({ spread, step })));
  const perMember = kinds.length * STATES;
  const count = BOUNDS.length * perMember;
  const logits = new Float64Array(n);
  const old = new Float32Array(count * n);
  const raw = new Float32Array(count * n);
  const action = new Float32Array(count);
  const oldLogProbability = new Float32Array(count);
  const advantage = new Float32Array(count);
  for (let row = 0; row < count; row++) {
    const { spread, step } = kinds[row % kinds.length]!;
    for (let i = 0; i < n; i++) {
      logits[i] = spread * random.normal();
      raw[row * n + i] = logits[i]! + step * random.normal();
    }
    logSoftmax(logits, 0, n, logits, 0, 'logits', row);
    old.set(logits, row * n);
    // Any action, so that some were nearly impossible.
    action[row] = Math.floor(n * random.uniform());
    oldLogProbability[row] = old[row * n + action[row]!]!;
    advantage[row] = row % 7 === 0 ? 0 : random.normal();
  }
  if (hostile) {
    for (const [index, value] of [Number.NaN, Infinity, -Infinity].entries()) {
      raw[(index + 1) * perMember * n - 1] = value;
    }
  }
  const floor = BOUNDS.map(() => 0.6 * Math.log(n));
  return {
    ...{ raw, old, action, oldLogProbability, advantage },
    ...{ bound: Float32Array.from(BOUNDS), floor: Float32Array.from(floor) },
  };
}

/** Rows of gradient and losses, [rows, n + 3]. */
async function onDevice(specification: ObjectiveSpecification, rows: Rows): Promise<Float32Array> {
  (await openWebgpu(false)).activate();
  const n = specification.actionSize;
  const members = BOUNDS.length;
  const perMember = rows.advantage.length / members;
  const parts = {
    action: rows.action,
    oldMean: rows.old,
    oldFactor: new Float32Array(0),
    oldLogProbability: rows.oldLogProbability,
    advantage: rows.advantage,
    meanBound: rows.bound,
    covarianceBound: rows.bound,
    entropyFloor: rows.floor,
  };
  let at = 0;
  const blocks = Object.fromEntries(
    Object.entries(parts).map(([name, values]) => {
      const block = [name, at] as const;
      at += values.length;
      return block;
    }),
  ) as unknown as PolicyBlocks;
  const packed = Float32Array.from(Object.values(parts).flatMap((values) => [...values]));
  const output = tidy(() =>
    runKernel(
      'policyObjective',
      { raw: tensor3d(rows.raw, [members, perMember, n]), batch: tensor1d(packed) },
      { members, rows: perMember, specification, blocks },
    ),
  );
  const values = (await output.data()) as Float32Array;
  output.dispose();
  return values;
}
