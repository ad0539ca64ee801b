import type { Estimate } from '../experiments/statistics.ts';
import type { Random } from '../random/random.ts';
import { percentileInterval, resampledIndices } from './resampling.ts';

/**
 * The probability that a run of `first` scores higher than one of `second` on a task drawn at random: the Mann–Whitney
 * statistic of each task (ties count half), averaged over tasks, with its 95 % stratified-bootstrap interval in which both
 * methods are resampled (Agarwal et al. 2021, §4.3; docs/mathematics.md §8.9).
 * @param first scores of each task; any scale, as only their order counts
 * @param second the same tasks in the same order
 * @throws {RangeError} if the tasks differ in number or one has no runs
 */
export function probabilityOfImprovement(
  first: readonly (readonly number[])[],
  second: readonly (readonly number[])[],
  random: Random,
): Estimate {
  if (first.length !== second.length || first.length === 0)
    throw new RangeError('both methods need runs on the same tasks, at least one');
  if ([...first, ...second].some(({ length }) => length === 0))
    throw new RangeError('every task needs at least one run of either method');
  const tasks = first.map((x, t) => {
    const y = second[t]!;
    return { y: y.length, x: x.length, wins: x.map((a) => y.map((b) => (a > b ? 1 : a === b ? 0.5 : 0))) };
  });
  let value = 0;
  for (const { x, y, wins } of tasks) value += sum(wins.flat()) / (x * y * tasks.length);
  const firsts = resampledIndices(
    tasks.map(({ x }) => x),
    random,
  );
  const seconds = resampledIndices(
    tasks.map(({ y }) => y),
    random,
  );
  const values = Float64Array.from(firsts, (drawn, r) => {
    let mean = 0;
    tasks.forEach(({ x, y, wins }, t) => {
      let count = 0;
      for (const i of drawn[t]!) for (const j of seconds[r]![t]!) count += wins[i]![j]!;
      mean += count / (x * y * tasks.length);
    });
    return mean;
  });
  return { value, ...percentileInterval(values) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, one) => total + one, 0);
}
