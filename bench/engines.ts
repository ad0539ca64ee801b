import { createEngine } from '../src/engines/createEngine.ts';
import { kernelsPerPolicyStep } from '../src/engines/tfjs/kernelCount.ts';
import { engineCase } from '../test/support/engineCase.ts';
import type { BenchmarkRow } from './row.ts';
import { withTfjsMatMul } from './tfjsDenseKernels.ts';

/** The standard agent of the kernel count: 8 observations, 2 actions, 64-64, diagonal, KL layer. */
const STANDARD = { observationSize: 8, actionSize: 2, hiddenSizes: [64, 64] } as const;
const ROUNDS = 7;

/** Time of a policy step on the CPU engine, with its own dense kernels and with TensorFlow.js's matMul. */
export async function engineBenchmarks(): Promise<BenchmarkRow[]> {
  const rows: BenchmarkRow[] = [];
  for (const count of [64, 256, 2048]) {
    const { specification, initial, policyMinibatch } = engineCase({ ...STANDARD, count });
    const { engine } = await createEngine('cpu', specification, initial);
    const step = () => engine.policyStep(policyMinibatch);
    const repetitions = Math.ceil(4096 / count);
    const own: number[] = [];
    const theirs: number[] = [];
    // In turns, so that whatever else the machine does meets both alike.
    for (let round = 0; round < ROUNDS; round++) {
      own.push(millisecondsOf(step, repetitions));
      theirs.push(withTfjsMatMul(() => millisecondsOf(step, Math.ceil(repetitions / 4))));
    }
    if (count === 64) {
      const kernels = await kernelsPerPolicyStep(engine, policyMinibatch);
      rows.push({
        name: 'kernels of a policy step, cpu',
        value: kernels.length,
        unit: 'kernels',
        goal: '≤ 70',
      });
    }
    engine.dispose();
    const [ours, matMul] = [median(own), median(theirs)];
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
  }
  return rows;
}

function millisecondsOf(work: () => void, repetitions: number): number {
  work();
  const start = performance.now();
  for (let i = 0; i < repetitions; i++) work();
  return (performance.now() - start) / repetitions;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
