/** Places direct labels near their ellipses so that they cover neither each other nor a line nor a handle. */

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** An ellipse in pixels: centre + M·(unit circle), M row-major. */
export interface PixelEllipse {
  readonly x: number;
  readonly y: number;
  readonly matrix: readonly [number, number, number, number];
}

export interface LabelRequest {
  readonly key: string;
  readonly width: number;
  readonly height: number;
  /** The contour the label stands beside. */
  readonly contour: PixelEllipse;
}

export interface PlacedLabel {
  readonly key: string;
  /** Centre of the text. */
  readonly x: number;
  readonly y: number;
  /** Which candidate was taken; hand it back so that labels do not hop while something is dragged. */
  readonly slot: number;
}

/** Slots that a label moves on by in a frame of a drag, at most: it goes along its contour and never jumps. */
export const SLOTS_A_FRAME = 1;

const SLOTS = 72;
const GAP = 5;
const COST = { outside: 1000, label: 600, handle: 120, line: 14, hop: 4 } as const;

/** Of a word, by its middle. */
export function boxAround(x: number, y: number, width: number, height: number): Box {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Slots with how far they are from the last one: the nearest first, without a last one in their order. */
function* slotsFrom(last: number | undefined, reach: number): Generator<{ slot: number; hop: number }> {
  if (last === undefined) {
    for (let slot = 0; slot < SLOTS; slot++) yield { slot, hop: 0 };
    return;
  }
  yield { slot: last, hop: 0 };
  for (let hop = 1; hop <= Math.min(reach, SLOTS / 2); hop++) {
    yield { slot: (last + SLOTS - hop) % SLOTS, hop };
    yield { slot: (last + hop) % SLOTS, hop };
  }
}

/** A label where it stands, and what speaks against it. */
interface Standing extends PlacedLabel {
  readonly box: Box;
  readonly cost: number;
}

/** Where a label stands in a slot: its box just touches the contour from outside in that direction. */
function centreIn({ contour, width, height }: LabelRequest, slot: number): { x: number; y: number } {
  const angle = (slot / SLOTS) * 2 * Math.PI;
  const ux = Math.cos(angle);
  const uy = Math.sin(angle);
  const [a, b, c, d] = contour.matrix;
  const px = a * ux + b * uy;
  const py = c * ux + d * uy;
  // Outward normal of the contour there: M⁻ᵀ u up to scale.
  let nx = d * ux - c * uy;
  let ny = -b * ux + a * uy;
  const length = Math.hypot(nx, ny) || 1;
  const turn = a * d - b * c < 0 ? -1 : 1;
  nx *= turn / length;
  ny *= turn / length;
  const reach = GAP + (Math.abs(nx) * width + Math.abs(ny) * height) / 2;
  return { x: contour.x + px + nx * reach, y: contour.y + py + ny * reach };
}

/** Points of a contour, x and y by turns: dense enough that no label slips between two, few enough for every frame. */
function pointsOf({ x, y, matrix: [a, b, c, d] }: PixelEllipse): Float64Array {
  const count = Math.min(160, Math.max(16, Math.round((Math.hypot(a, c) + Math.hypot(b, d)) / 3)));
  const points = new Float64Array(2 * count);
  for (let i = 0; i < count; i++) {
    const ux = Math.cos((i / count) * 2 * Math.PI);
    const uy = Math.sin((i / count) * 2 * Math.PI);
    points[2 * i] = x + a * ux + b * uy;
    points[2 * i + 1] = y + c * ux + d * uy;
  }
  return points;
}

/** How many of the points lie in a box. */
function pointsWithin({ left, top, right, bottom }: Box, points: Float64Array): number {
  let within = 0;
  for (let i = 0; i < points.length; i += 2) {
    const x = points[i]!;
    const y = points[i + 1]!;
    if (x > left && x < right && y > top && y < bottom) within++;
  }
  return within;
}

/** The box around a contour. */
function boxOf({ x, y, matrix: [a, b, c, d] }: PixelEllipse): Box {
  return boxAround(x, y, 2 * Math.hypot(a, b), 2 * Math.hypot(c, d));
}

/**
 * @param obstacles points that should stay free (handles), with their radius
 * @param lines contours whose outline should not run through a label
 * @param previous slots of the last placement by key
 * @param taken where other words stand already
 * @param reach how many slots a label may move on from its last one; Infinity: anywhere
 */
export function placeLabels(
  requests: readonly LabelRequest[],
  bounds: Box,
  obstacles: readonly { readonly x: number; readonly y: number; readonly radius: number }[],
  lines: readonly PixelEllipse[],
  previous: ReadonlyMap<string, number>,
  reach = Number.POSITIVE_INFINITY,
  taken: readonly Box[] = [],
): PlacedLabel[] {
  const outlines = lines.map((line) => ({ box: boxOf(line), points: pointsOf(line) }));
  const standing: Standing[] = [];
  for (const request of requests) {
    let best: Standing | null = null;
    for (const { slot, hop } of slotsFrom(previous.get(request.key), reach)) {
      // Of equals the first slot; what is dearer already need not be looked at.
      const loses = (cost: number) =>
        best !== null && (cost > best.cost || (cost === best.cost && slot > best.slot));
      let cost = hop * COST.hop;
      if (loses(cost)) continue;
      const { x, y } = centreIn(request, slot);
      const box = boxAround(x, y, request.width, request.height);
      if (
        box.left < bounds.left ||
        box.right > bounds.right ||
        box.top < bounds.top ||
        box.bottom > bounds.bottom
      ) {
        cost += COST.outside;
      }
      for (const other of standing) if (overlaps(box, other.box)) cost += COST.label;
      for (const other of taken) if (overlaps(box, other)) cost += COST.label;
      for (const { x: ox, y: oy, radius } of obstacles) {
        if (
          ox > box.left - radius &&
          ox < box.right + radius &&
          oy > box.top - radius &&
          oy < box.bottom + radius
        ) {
          cost += COST.handle;
        }
      }
      if (loses(cost)) continue;
      for (const outline of outlines)
        if (overlaps(box, outline.box)) cost += COST.line * pointsWithin(box, outline.points);
      if (!loses(cost)) best = { key: request.key, x, y, slot, box, cost };
    }
    if (best !== null) standing.push(best);
  }
  return standing.map(({ key, x, y, slot }) => ({ key, x, y, slot }));
}
