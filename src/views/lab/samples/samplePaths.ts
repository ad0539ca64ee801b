import type { PlaneScale } from '../planeView.ts';
import { RATIO_LEVELS, ratioLevel } from './ratioLevels.ts';

/**
 * The samples as one path a step of the scale, of dots: points that are drawn with round ends. What is out of sight is left
 * out. Thousands of them cost a few paths, not thousands of elements.
 * @param samples [2n] actions in pairs
 * @param side of the square, in pixels
 */
export function samplePaths(
  samples: Float64Array,
  logRatio: (x: number, y: number) => number,
  scale: PlaneScale,
  [left, top]: readonly [number, number],
  side: number,
): string[] {
  const paths = Array.from({ length: RATIO_LEVELS }, () => '');
  for (let i = 0; i < samples.length; i += 2) {
    const [a1, a2] = [samples[i]!, samples[i + 1]!];
    const [x, y] = [scale.x(a1), scale.y(a2)];
    if (x < left || y < top || x > left + side || y > top + side) continue;
    paths[ratioLevel(logRatio(a1, a2))] += `M${Math.round(10 * x) / 10} ${Math.round(10 * y) / 10}h0`;
  }
  return paths;
}
