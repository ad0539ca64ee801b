import type { EntropyMode } from '../projection/types.ts';
import { f32 } from '../wgsl/gaussianWgsl.ts';

/** The entropy floor along the temperature (docs/mathematics.md §15.6). */
export function temperatureWgsl(actions: number, mode: EntropyMode): string {
  const most = Math.log(actions);
  const needed = mode === 'equality' ? 'gap != wanted' : 'gap > wanted';
  return /* wgsl */ `
const LOG_N: f32 = ${f32(most)};
const LOG_N_REST: f32 = ${f32(most - Math.fround(most))};

fn uniformOver(row: Row) -> Row {
  var allowed = 0.0;
  for (var i = 0; i < N; i++) { allowed += select(1.0, 0.0, isForbidden(row[i])); }
  var level: Row;
  for (var i = 0; i < N; i++) { level[i] = select(-log(allowed), FORBIDDEN, isForbidden(row[i])); }
  return level;
}

// ln m − β of m allowed actions. A floor may be close to ln n, so that rounding ln n alone would show.
fn entropyGap(level: Row, entropyFloor: f32) -> f32 {
  var least = 0.0;
  var forbids = false;
  for (var i = 0; i < N; i++) {
    if (isForbidden(level[i])) { forbids = true; } else { least = level[i]; }
  }
  if (forbids) { return -least - entropyFloor; }
  return (LOG_N - entropyFloor) + LOG_N_REST;
}

// The exponent at which the entropy is the floor, 1 where nothing is to be done. H = ln m − KL(π‖uniform), and the KL loses
// nothing.
fn warmth(row: Row, entropyFloor: f32) -> f32 {
  let level = uniformOver(row);
  let wanted = entropyGap(level, entropyFloor);
  let gap = klOf(row, level);
  if (!(entropyFloor > -1e30 && ${needed})) { return 1.0; }
  return lineSolve(level, ratioOf(row, level), wanted, select(0.0, gap, gap > wanted));
}

fn warmed(row: Row, exponent: f32) -> Row {
  let level = uniformOver(row);
  return lineAt(level, ratioOf(row, level), exponent);
}

fn throughWarmth(row: Row, exponent: f32, upstream: Row) -> Row {
  let level = uniformOver(row);
  return linePullback(level, ratioOf(row, level), exponent, upstream);
}
`;
}
