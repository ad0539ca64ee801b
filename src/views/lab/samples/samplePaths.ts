import type { PlaneScale } from '../planeView.ts';
import { RATIO_LEVELS, ratioLevel } from './ratioLevels.ts';

/**
 * Each sample as a dot: a point of a path that is drawn with round ends, in pixels; nothing where it is out of sight.
 * @param samples [2n] actions in pairs
 * @param side of the square, in pixels
 */
export function sampleDots(
  samples: Float64Array,
  scale: PlaneScale,
  [left, top]: readonly [number, number],
  side: number,
): string[] {
  return Array.from({ length: samples.length / 2 }, (_, i) => {
    const [x, y] = [scale.x(samples[2 * i]!), scale.y(samples[2 * i + 1]!)];
    if (x < left || y < top || x > left + side || y > top + side) return '';
    return `M${Math.round(10 * x) / 10} ${Math.round(10 * y) / 10}h0`;
  });
}

/**
 * The samples as one path a step of the scale. Thousands of them cost a few paths, not thousands of elements.
 * @param samples [2n] actions in pairs
 * @param dots what each of them is in a path
 */
export function samplePaths(
  samples: Float64Array,
  dots: readonly string[],
  logRatio: (x: number, y: number) => number,
): string[] {
  const paths = Array.from({ length: RATIO_LEVELS }, () => '');
  for (const [i, dot] of dots.entries()) {
    if (dot !== '') paths[ratioLevel(logRatio(samples[2 * i]!, samples[2 * i + 1]!))] += dot;
  }
  return paths;
}
