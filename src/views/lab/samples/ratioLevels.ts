/** Steps of the scale of density ratios: factors of two from 1/16 to 16, the last ones for what is beyond. */
export const RATIO_LEVELS = 9;
const MIDDLE = (RATIO_LEVELS - 1) / 2;

/** The step of a ratio's logarithm, 0 … RATIO_LEVELS − 1; the middle one is 1. */
export function ratioLevel(logRatio: number): number {
  const step = Math.round(logRatio / Math.LN2);
  return Math.min(RATIO_LEVELS - 1, Math.max(0, step + MIDDLE));
}

/** The ratio that a step stands for. */
export function levelRatio(level: number): number {
  return 2 ** (level - MIDDLE);
}

/** Diameter of a sample in pixels: heavier ones are larger, so that not only their colour says so. */
export function levelSize(level: number): number {
  return 3 + 0.45 * Math.max(0, level - MIDDLE + 1);
}
