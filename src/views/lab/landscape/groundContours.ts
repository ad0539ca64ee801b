import { contours } from 'd3-contour';
import { type Hill, rewardAt } from './expectedReward.ts';

/** A line of equal reward. */
export interface GroundLevel {
  readonly reward: number;
  /** An outline of all that lies above it, below it where it is negative; svg, in the units of the plane. */
  readonly path: string;
}

/** About so many lines between nothing and the highest or deepest place. */
const LEVELS = 16;
const CELLS = 150;
/** So many breadths away from its middle nothing of a hill is left. */
const REACH = 3.6;

/** Lines at equal steps of the reward: where they are dense, it is steep. There is none at 0. */
export function groundContours(hills: readonly Hill[]): GroundLevel[] {
  const [low, high] = [box(hills, -1), box(hills, 1)];
  const [across, up] = [(high[0] - low[0]) / CELLS, (high[1] - low[1]) / CELLS];
  const rewards = Array.from({ length: CELLS * CELLS }, (_, i) =>
    // d3-contour puts a value into the middle of its cell.
    rewardAt(hills, [low[0] + ((i % CELLS) + 0.5) * across, low[1] + (Math.floor(i / CELLS) + 0.5) * up]),
  );
  const [least, most] = [Math.min(...rewards), Math.max(...rewards)];
  const step = roundStep(Math.max(most, -least) / LEVELS);
  const outlines = (values: number[], end: number, sign: 1 | -1) => {
    const thresholds = Array.from({ length: Math.floor(end / step) }, (_, i) => step * (i + 1));
    return contours()
      .size([CELLS, CELLS])
      .thresholds(thresholds)(values)
      .filter(({ coordinates }) => coordinates.length > 0)
      .map(({ value, coordinates }) => ({
        reward: sign * value,
        path: coordinates
          .flat()
          .map((ring) =>
            ring
              .map(([x, y]) => `${(low[0] + x! * across).toFixed(3)} ${(low[1] + y! * up).toFixed(3)}`)
              .join('L'),
          )
          .map((ring) => `M${ring}Z`)
          .join(''),
      }));
  };
  return [
    ...outlines(rewards, most, 1),
    ...outlines(
      rewards.map((reward) => -reward),
      -least,
      -1,
    ),
  ];
}

function box(hills: readonly Hill[], side: 1 | -1): readonly [number, number] {
  const ends = hills.map(({ at, breadth }) => [
    at[0] + side * REACH * Math.sqrt(breadth.xx),
    at[1] + side * REACH * Math.sqrt(breadth.yy),
  ]);
  const outermost = side > 0 ? Math.max : Math.min;
  return [outermost(...ends.map(([x]) => x!)), outermost(...ends.map(([, y]) => y!))];
}

/** 1, 2 or 5 times a power of ten, the nearest above. */
function roundStep(needed: number): number {
  const decade = 10 ** Math.floor(Math.log10(needed));
  return decade * ([1, 2, 5, 10].find((factor) => factor * decade >= needed * (1 - 1e-9)) ?? 10);
}
