import type { LabConfiguration } from '../../../experiments/lab.ts';

/** Where on its way from the old mean to its place the proposal is taken hold of: inside every bound of the examples. */
const START = 0.12;
/** Share of the time at the start in which nothing moves yet: the eye has to find the place. */
const WAIT = 0.18;

/** How long the proposal drags itself. */
export const OPENING_MILLISECONDS = 4200;

/**
 * The pair while the proposal drags itself by its mean from beside the old policy to where it is.
 * @param share of the time, 0 … 1; at 1 the pair itself
 */
export function openingLab(lab: LabConfiguration, share: number): LabConfiguration {
  if (share >= 1) return lab;
  const time = Math.max(0, (share - WAIT) / (1 - WAIT));
  // Slow at both ends, as a hand is.
  const way = START + (1 - START) * time * time * (3 - 2 * time);
  const { old, proposed } = lab;
  const mean = [0, 1].map((axis) => old.mean[axis]! + way * (proposed.mean[axis]! - old.mean[axis]!));
  return { ...lab, proposed: { ...proposed, mean: [mean[0]!, mean[1]!] } };
}
