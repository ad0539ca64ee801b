import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { createEngine } from '../src/engines/createEngine.ts';
import { instantiate, moduleBytes } from '../src/engines/simd/kernelModule.ts';
import { freshSnapshot } from '../src/engines/snapshot.ts';
import { median } from '../src/experiments/statistics.ts';
import { createPolicyObjective } from '../src/policies/objective.ts';
import { createPolicyNetwork, rawSize } from '../src/policies/policyShape.ts';
import { engineCase } from '../test/support/engineCase.ts';
import { millisecondsOf } from './millisecondsOf.ts';
import type { BenchmarkRow } from './row.ts';
import { createTfjsPolicyStep } from './tfjsPolicyStep.ts';

/** The standard agent: 8 observations, 2 actions, 64-64, diagonal, KL layer. */
const STANDARD = { observationSize: 8, actionSize: 2, hiddenSizes: [64, 64] } as const;
const ROUNDS = 9;
/** Largest difference between the losses of the steps that are compared. */
const SAME_LOSS = 1e-4;

/** The policy step of the WebAssembly engine against the same step on TensorFlow.js's wasm and cpu backends. */
export async function simdBenchmarks(): Promise<BenchmarkRow[]> {
  const rows: BenchmarkRow[] = [
    {
      name: 'size of the WebAssembly module',
      value: moduleBytes().length / 1000,
      unit: 'kB',
      goal: '≤ 60 kB',
    },
    ...(await productRows()),
  ];
  setWasmPaths(`${dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`);
  for (const [count, goal] of [
    [64, '≥ 12 ×'],
    [256, undefined],
    [2048, '≥ 6 ×'],
  ] as const) {
    const given = engineCase({ ...STANDARD, count });
    const engine = await createEngine('simd', given.specification, freshSnapshot(given.initial));
    engine.beginUpdate(given.batch);
    const simd = () => engine.policyStep(given.policyMinibatch);
    const times: Record<'simd' | 'wasm' | 'cpu' | 'head', number[]> = {
      simd: [],
      wasm: [],
      cpu: [],
      head: [],
    };
    const steps = { wasm: await tfjsOn('wasm', given), cpu: await tfjsOn('cpu', given) };
    engine.policyStep(given.policyMinibatch);
    const { policy } = await engine.takeLosses();
    const loss = policy.surrogate[0]! + policy.trustRegion[0]!;
    for (const [backend, { first }] of Object.entries(steps)) {
      if (!(Math.abs(first - loss) < SAME_LOSS * Math.abs(loss))) {
        throw new Error(
          `the steps that are compared differ: loss ${loss} on simd, ${first} on tfjs ${backend}`,
        );
      }
    }
    const head = headOf(given);
    // In turns, so that whatever else the machine does meets all alike.
    for (let round = 0; round < ROUNDS; round++) {
      times.simd.push(millisecondsOf(simd, Math.ceil(16384 / count)));
      times.head.push(millisecondsOf(head, Math.ceil(16384 / count)));
      for (const backend of ['wasm', 'cpu'] as const) {
        await tf.setBackend(backend);
        times[backend].push(millisecondsOf(steps[backend].step, Math.ceil(1024 / count)));
      }
    }
    const [own, wasm, cpu, headTime] = [times.simd, times.wasm, times.cpu, times.head].map(median) as [
      number,
      number,
      number,
      number,
    ];
    rows.push(
      { name: `policy step of ${count} states, tfjs on its cpu backend`, value: cpu, unit: 'ms' },
      { name: `policy step of ${count} states, tfjs on its wasm backend`, value: wasm, unit: 'ms' },
      {
        name: `policy step of ${count} states, simd engine`,
        value: own,
        unit: 'ms',
        ratio: wasm / own,
        against: 'faster than tfjs wasm',
        ...(goal ? { goal } : {}),
      },
      {
        name: `… the same, against tfjs cpu`,
        value: own,
        unit: 'ms',
        ratio: cpu / own,
        against: 'faster than tfjs cpu',
      },
      {
        name: `… of which head, projection and objective (outside matrix products)`,
        value: headTime,
        unit: 'ms',
        ratio: headTime / own,
        against: 'of the step',
      },
    );
    engine.dispose();
    await tf.setBackend('wasm');
    steps.wasm.dispose();
    await tf.setBackend('cpu');
    steps.cpu.dispose();
  }
  return rows;
}

async function tfjsOn(backend: 'wasm' | 'cpu', given: ReturnType<typeof engineCase>) {
  await tf.setBackend(backend);
  await tf.ready();
  const step = createTfjsPolicyStep(given);
  return { ...step, first: step.loss() };
}

/** What lies between the forward and the backward pass of a step, alone. */
function headOf({
  specification,
  initial,
  batch,
  policyMinibatch,
}: ReturnType<typeof engineCase>): () => void {
  const { policy } = specification;
  const { count } = policyMinibatch;
  const objective = createPolicyObjective(specification.objective);
  const raw = new Float32Array(count * rawSize(policy));
  createPolicyNetwork(policy).forward(initial.policy, batch.observation, count, raw);
  const old = objective.prepare({ mean: batch.oldMean, factor: batch.oldFactor }, count);
  const result = { ...objective.createResult(count), gradient: new Float32Array(raw.length) };
  const given = {
    old,
    rows: policyMinibatch.rows,
    action: batch.action,
    oldLogProbability: batch.oldLogProbability,
    advantage: policyMinibatch.advantage,
    meanBound: batch.meanBound[0]!,
    covarianceBound: batch.covarianceBound[0]!,
    entropyFloor: -Infinity,
  };
  return () => objective.evaluate(raw, given, result, count);
}

/** Multiply-adds a second of the three dense kernels, 64 × 64, for the row counts of a minibatch. */
async function productRows(): Promise<BenchmarkRow[]> {
  const kernels = instantiate(await WebAssembly.compile(moduleBytes()));
  kernels.memory.grow(64);
  const rows: BenchmarkRow[] = [];
  const at = (index: number) => 65_536 + index * 655_360;
  new Float32Array(kernels.memory.buffer, at(0), 5 * 163_840).fill(0.01);
  for (const count of [16, 64, 256]) {
    const multiplyAdds = count * 64 * 64;
    const calls: Record<string, () => void> = {
      forward: () => kernels.product(at(0), at(1), at(2), at(3), count, 64, 64, 64, 64, 0),
      'input gradient': () =>
        kernels.productWithDerivative(at(0), at(1), at(3), count, 64, 64, 64, 64, 1, at(4)),
      'parameter gradient': () => kernels.parameterGradient(at(0), at(1), at(3), count, 64, 64, 64, 64),
    };
    for (const [name, call] of Object.entries(calls)) {
      const times = Array.from({ length: ROUNDS }, () => millisecondsOf(call, Math.ceil(20_000 / count)));
      rows.push({
        name: `${name} of ${count} rows through a 64 × 64 layer`,
        value: multiplyAdds / median(times) / 1e6,
        unit: 'billion multiply-adds/s',
      });
    }
  }
  return rows;
}
