/**
 * Moves labels apart that would overlap: keeps their order, stays between `low` and `high`, and moves each as
 * little as a single sweep down and one up can.
 * @param wanted centre of each label, in pixels
 * @param height of one label
 * @returns centres, in the order given
 */
export function spreadLabels(wanted: readonly number[], height: number, low: number, high: number): number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => wanted[a]! - wanted[b]!);
  const centres = [...wanted];
  let edge = low + height / 2;
  for (const index of order) {
    centres[index] = Math.max(centres[index]!, edge);
    edge = centres[index]! + height;
  }
  edge = high - height / 2;
  for (const index of order.reverse()) {
    centres[index] = Math.min(centres[index]!, edge);
    edge = centres[index]! - height;
  }
  return centres;
}
