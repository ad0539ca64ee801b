import { median } from '../src/experiments/statistics.ts';

const REPEATS = 41;
/** Long enough for the compiler to settle. */
const WARM_UP_MILLISECONDS = 200;
/** Each repeat takes about this long. */
const REPEAT_MILLISECONDS = 4;

/** The median of short repeats, once the compiler has settled. */
export function microseconds(run: () => void): number {
  const start = performance.now();
  let warm = 0;
  while (performance.now() - start < WARM_UP_MILLISECONDS) {
    run();
    warm++;
  }
  const calls = Math.ceil((warm * REPEAT_MILLISECONDS) / WARM_UP_MILLISECONDS);
  const times = Array.from({ length: REPEATS }, () => {
    const start = performance.now();
    for (let call = 0; call < calls; call++) run();
    return (1000 * (performance.now() - start)) / calls;
  });
  return median(times);
}
