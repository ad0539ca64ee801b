import { createEngine } from '../src/engines/createEngine.ts';
import { freshSnapshot } from '../src/engines/snapshot.ts';
import { median } from '../src/experiments/statistics.ts';
import { engineCase } from '../test/support/engineCase.ts';
import { kernelsPerPolicyStep } from '../test/support/kernelCount.ts';
import { createReferenceEngine } from '../test/support/reference/referenceEngine.ts';
import { millisecondsOf } from './millisecondsOf.ts';
import type { BenchmarkRow } from './row.ts';
import { withTfjsMatMul } from './tfjsDenseKernels.ts';

/** The standard agent of the kernel count: 8 observations, 2 actions, 64-64, diagonal, KL layer. */
const STANDARD = { observationSize: 8, actionSize: 2, hiddenSizes: [64, 64] } as const;
const ROUNDS = 7;

/** Time of a policy step on WebAssembly, and on the CPU with its own dense kernels and with TensorFlow.js's matMul. */
export async function engineBenchmarks(): Promise<BenchmarkRow[]> {
  const rows: BenchmarkRow[] = [];
  for (const count of [64, 256, 2048]) {
    const { specification, initial, batch, policyMinibatch } = engineCase({ ...STANDARD, count });
    const [cpu, simd] = [
      await createReferenceEngine(specification, freshSnapshot(initial)),
      await createEngine('simd', specification, freshSnapshot(initial)),
    ];
    for (const engine of [cpu, simd]) engine.beginUpdate(batch);
    const step = () => cpu.policyStep(policyMinibatch);
    const simdStep = () => simd.policyStep(policyMinibatch);
    const repetitions = Math.ceil(4096 / count);
    const own: number[] = [];
    const theirs: number[] = [];
    const wasm: number[] = [];
    // In turns, so that whatever else the machine does meets both alike.
    for (let round = 0; round < ROUNDS; round++) {
      own.push(millisecondsOf(step, repetitions));
      wasm.push(millisecondsOf(simdStep, 4 * repetitions));
      theirs.push(withTfjsMatMul(() => millisecondsOf(step, Math.ceil(repetitions / 4))));
    }
    if (count === 64) {
      const kernels = await kernelsPerPolicyStep(cpu, batch, policyMinibatch);
      rows.push({
        name: 'kernels of a policy step, cpu',
        value: kernels.length,
        unit: 'kernels',
        goal: '≤ 70',
      });
    }
    cpu.dispose();
    simd.dispose();
    const [ours, matMul, simdTime] = [median(own), median(theirs), median(wasm)];
    rows.push({
      name: `policy step of ${count} states, cpu, tfjs matMul`,
      value: matMul,
      unit: 'ms',
    });
    rows.push({
      name: `policy step of ${count} states, cpu, own dense kernels`,
      value: ours,
      unit: 'ms',
      ratio: matMul / ours,
      against: 'faster than tfjs matMul',
    });
    rows.push({
      name: `policy step of ${count} states, simd`,
      value: simdTime,
      unit: 'ms',
      ratio: ours / simdTime,
      against: 'faster than own dense kernels, cpu',
    });
  }
  return rows;
}
