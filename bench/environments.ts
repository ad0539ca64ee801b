import { ENVIRONMENT_IDS, environmentById } from '../src/environments/environmentById.ts';
import { median } from '../src/experiments/statistics.ts';
import { createRandomStep } from './randomStep.ts';
import type { BenchmarkRow } from './row.ts';

const REPEATS = 11;
const WARM_UP_MILLISECONDS = 60;
/** Each repeat takes about this long. */
const REPEAT_MILLISECONDS = 10;
/** Environments side by side, as a trainer steps them. */
const COUNT = 32;
/** The tasks of Gymnasium have a goal, µs. */
const GOALS: Readonly<Record<string, string>> = {
  pendulum: '≤ 0.5 µs',
  'mountain-car': '≤ 0.5 µs',
  'cart-pole': '≤ 0.5 µs',
  acrobot: '≤ 0.5 µs',
  'cart-pole-balance': '≤ 0.5 µs',
  'mountain-car-discrete': '≤ 0.5 µs',
  'acrobot-discrete': '≤ 0.5 µs',
};

/** Microseconds of one environment step of every task: dynamics, reward, limits and observation, resets included. */
export function environmentBenchmarks(): BenchmarkRow[] {
  const rounds = ENVIRONMENT_IDS.map((id) => createRandomStep(environmentById(id), COUNT));
  for (const round of rounds) microseconds(round, WARM_UP_MILLISECONDS);
  const times = rounds.map(() => new Float64Array(REPEATS));
  // Tasks in turn, so that a slow moment of the machine meets all of them.
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    rounds.forEach((round, index) => {
      times[index]![repeat] = microseconds(round, REPEAT_MILLISECONDS) / COUNT;
    });
  }
  const medians = times.map((values) => median([...values]));
  return ENVIRONMENT_IDS.map((id, index) => {
    const goal = GOALS[id];
    return {
      name: `${id}: one step and observation`,
      value: medians[index]!,
      unit: 'µs',
      ratio: medians[index]! / medians[0]!,
      against: 'pendulum',
      ...(goal === undefined ? {} : { goal }),
    };
  });
}

/** Microseconds a call, over calls that fill about this many milliseconds. */
function microseconds(call: () => void, milliseconds: number): number {
  const start = performance.now();
  let calls = 0;
  let elapsed = 0;
  do {
    for (let i = 0; i < 16; i++) call();
    calls += 16;
    elapsed = performance.now() - start;
  } while (elapsed < milliseconds);
  return (1000 * elapsed) / calls;
}
