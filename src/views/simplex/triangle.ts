/** A point of a picture, pixels. */
export type Pixel = readonly [number, number];

/** Where three probabilities stand: an equilateral triangle, the first action left, the second right, the third on top. */
export interface Triangle {
  readonly corners: readonly [Pixel, Pixel, Pixel];
  /** Pixels of one side. */
  readonly side: number;
}

/** The largest triangle in a picture of this width with room around it, and the picture's height. */
export function triangleIn(width: number, margin: number): Triangle & { readonly height: number } {
  const side = Math.max(1, width - 2 * margin);
  const rise = (side * Math.sqrt(3)) / 2;
  const bottom = margin + rise;
  return {
    side,
    height: bottom + margin,
    corners: [
      [margin, bottom],
      [margin + side, bottom],
      [margin + side / 2, margin],
    ],
  };
}

/** The place of three probabilities (any three numbers that sum to one). */
export function placeOf(probabilities: ArrayLike<number>, { corners }: Triangle): Pixel {
  let x = 0;
  let y = 0;
  for (const [i, corner] of corners.entries()) {
    x += probabilities[i]! * corner[0];
    y += probabilities[i]! * corner[1];
  }
  return [x, y];
}

/** Dragging does not take an action's probability below this: typed logits do. */
const LEAST_DRAGGED = 1e-3;

/** The policy at a place, the nearest inside where it lies outside. */
export function probabilitiesAt([x, y]: Pixel, { corners, side }: Triangle): [number, number, number] {
  const rise = (side * Math.sqrt(3)) / 2;
  const third = (corners[0][1] - y) / rise;
  const second = (x - corners[0][0]) / side - third / 2;
  return nearestPolicy([1 - second - third, second, third]);
}

/** The nearest point of the simplex shrunk by the least probability: sort, threshold, clip. */
function nearestPolicy(values: [number, number, number]): [number, number, number] {
  const room = 1 - 3 * LEAST_DRAGGED;
  const shifted = values.map((value) => value - LEAST_DRAGGED);
  const sorted = [...shifted].sort((a, b) => b - a);
  let sum = 0;
  let threshold = 0;
  for (const [i, value] of sorted.entries()) {
    sum += value;
    const candidate = (sum - room) / (i + 1);
    if (value > candidate) threshold = candidate;
  }
  return shifted.map((value) => Math.max(0, value - threshold) + LEAST_DRAGGED) as [number, number, number];
}

/** The change of place that a change of three probabilities is. */
export function shiftOf(change: ArrayLike<number>, { corners }: Triangle): Pixel {
  let x = 0;
  let y = 0;
  for (const [i, corner] of corners.entries()) {
    x += change[i]! * corner[0];
    y += change[i]! * corner[1];
  }
  return [x, y];
}

/** `M x y L …`, closed. */
export function closedPath(points: readonly Pixel[]): string {
  if (points.length === 0) return '';
  return `M${points.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join('L')}Z`;
}

/** `M x y L …`, open. */
export function openPath(points: readonly Pixel[]): string {
  return points.length === 0 ? '' : closedPath(points).slice(0, -1);
}
