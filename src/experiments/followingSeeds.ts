/** As many seeds, beginning after the largest: 1, 2, 3 → 4, 5, 6; from 0 again where the numbers end. */
export function followingSeeds(seeds: readonly number[]): number[] {
  const first = Math.max(...seeds) + 1;
  const from = first + seeds.length - 1 > 2_147_483_647 ? 0 : first;
  return seeds.map((_, index) => from + index);
}
