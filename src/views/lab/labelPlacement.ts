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

/** The shorter way round. */
function slotsBetween(a: number, b: number): number {
  const way = Math.abs(a - b);
  return Math.min(way, SLOTS - way);
}

/** Where a label stands in a slot: its box just touches the contour from outside in that direction. */
function candidate({ contour, width, height }: LabelRequest, slot: number): { x: number; y: number } {
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
  const outline: { x: number; y: number }[] = [];
  for (const { x, y, matrix } of lines) {
    const [a, b, c, d] = matrix;
    // Dense enough that no label slips between two points, few enough for every frame.
    const count = Math.min(160, Math.max(16, Math.round((Math.hypot(a, c) + Math.hypot(b, d)) / 3)));
    for (let i = 0; i < count; i++) {
      const ux = Math.cos((i / count) * 2 * Math.PI);
      const uy = Math.sin((i / count) * 2 * Math.PI);
      outline.push({ x: x + a * ux + b * uy, y: y + c * ux + d * uy });
    }
  }
  const placed: (PlacedLabel & { readonly box: Box })[] = [];
  for (const request of requests) {
    let best: (PlacedLabel & { readonly box: Box }) | null = null;
    let bestCost = Infinity;
    const stay = previous.get(request.key);
    for (let slot = 0; slot < SLOTS; slot++) {
      const hop = stay === undefined ? 0 : slotsBetween(slot, stay);
      if (hop > reach) continue;
      const { x, y } = candidate(request, slot);
      const box = boxAround(x, y, request.width, request.height);
      let cost = hop * COST.hop;
      if (
        box.left < bounds.left ||
        box.right > bounds.right ||
        box.top < bounds.top ||
        box.bottom > bounds.bottom
      ) {
        cost += COST.outside;
      }
      for (const other of placed) if (overlaps(box, other.box)) cost += COST.label;
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
      for (const point of outline) {
        if (point.x > box.left && point.x < box.right && point.y > box.top && point.y < box.bottom)
          cost += COST.line;
      }
      if (cost < bestCost) {
        bestCost = cost;
        best = { key: request.key, x, y, slot, box };
      }
    }
    if (best !== null) placed.push(best);
  }
  return placed.map(({ key, x, y, slot }) => ({ key, x, y, slot }));
}
