import process from 'node:process';
import {
  acos,
  atan,
  atan2,
  cos,
  exp,
  expm1,
  hypot,
  log,
  log1p,
  power,
  sin,
  tanh,
} from 'trust-region-layers/elementary';
import { median } from '../src/experiments/statistics.ts';
import { createRandom } from '../src/random/random.ts';
import type { BenchmarkRow } from './row.ts';

const REPEATS = 21;
/** Arguments a call of a loop goes through. */
const ARGUMENTS = 4096;
/** Long enough for the compiler to settle. */
const WARM_UP_MILLISECONDS = 100;
const CALLS = 20;

type Unary = (x: number) => number;

/** Our function, the platform's, and the range of the arguments. */
const FUNCTIONS: readonly (readonly [string, Unary, Unary, readonly [number, number]])[] = [
  ['exp', exp, Math.exp, [-4, 4]],
  ['expm1', expm1, Math.expm1, [-4, 4]],
  ['log', log, Math.log, [0.01, 10]],
  ['log1p', log1p, Math.log1p, [-0.9, 4]],
  ['sin', sin, Math.sin, [-6, 6]],
  ['cos', cos, Math.cos, [-6, 6]],
  ['tanh', tanh, Math.tanh, [-3, 3]],
  ['atan', atan, Math.atan, [-3, 3]],
  ['acos', acos, Math.acos, [-1, 1]],
  ['atan2', (y) => atan2(y, 0.7), (y) => Math.atan2(y, 0.7), [-3, 3]],
  ['power', (x) => power(x, 1.5), (x) => x ** 1.5, [0.1, 3]],
  ['hypot', (x) => hypot(x, 0.3), (x) => Math.hypot(x, 0.3), [-3, 3]],
];

/** Nanoseconds of every elementary function against the platform's, and of a draw of the random stream. */
export function elementaryBenchmarks(): BenchmarkRow[] {
  const random = createRandom(1);
  const rows: BenchmarkRow[] = [];
  for (const [name, own, platform, [low, high]] of FUNCTIONS) {
    const values = Float64Array.from({ length: ARGUMENTS }, () => low + (high - low) * random.uniform());
    const [ours = Number.NaN, theirs = Number.NaN] = medianNanoseconds([
      sumOf(own, values),
      sumOf(platform, values),
    ]);
    const row = { name, value: ours, unit: 'ns', ratio: ours / theirs, against: `Math.${name}` };
    rows.push(name === 'power' ? { ...row, against: '**' } : row);
  }
  const draws = new Float64Array(ARGUMENTS);
  const normal = sumOf(() => random.normal(), draws);
  const uniform = sumOf(() => random.uniform(), draws);
  const [normalTime = Number.NaN, uniformTime = Number.NaN] = medianNanoseconds([normal, uniform]);
  rows.push(
    { name: 'a uniform number', value: uniformTime, unit: 'ns' },
    {
      name: 'a normal number',
      value: normalTime,
      unit: 'ns',
      ratio: normalTime / uniformTime,
      against: 'a uniform number',
    },
  );
  return rows;
}

/** A loop of its own for every function, so that the compiler sees each as if it stood alone. */
function sumOf(call: Unary, values: Float64Array): () => number {
  return () => {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += call(values[i]!);
    return sum;
  };
}

/**
 * Of each loop the median over repeats, an argument, in the time of the processor, so that other programs do not count;
 * in turns, so that a slow moment of the machine meets all of them.
 */
function medianNanoseconds(loops: readonly (() => number)[]): number[] {
  for (const loop of loops) {
    const end = performance.now() + WARM_UP_MILLISECONDS;
    while (performance.now() < end) loop();
  }
  const times = loops.map(() => new Float64Array(REPEATS));
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    loops.forEach((loop, index) => {
      const start = process.cpuUsage();
      for (let call = 0; call < CALLS; call++) loop();
      const { user, system } = process.cpuUsage(start);
      times[index]![repeat] = (1000 * (user + system)) / (CALLS * ARGUMENTS);
    });
  }
  return times.map((values) => median([...values]));
}
