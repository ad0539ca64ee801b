import type { GradientKind } from '../../../experiments/lookOptions.ts';

/** An arrow in pixels. */
export interface Arrow {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
}

/** One scale for all arrows of a picture: four times as strong is twice as long. */
export interface ArrowScale {
  /** The strength of an arrow of full length; 0 where there is none. */
  readonly full: number;
  /** Pixels of it. */
  readonly pixels: number;
}

/** The scale on which the strongest of all arrows has full length. */
export function arrowScale(vectors: readonly ArrayLike<number>[], pixels: number): ArrowScale {
  let full = 0;
  for (const vector of vectors) {
    for (let i = 0; i < vector.length; i += 2) full = Math.max(full, Math.hypot(vector[i]!, vector[i + 1]!));
  }
  return { full, pixels };
}

/** Pixels of an arrow of that strength. */
export function lengthOf(strength: number, { full, pixels }: ArrowScale): number {
  return full > 0 ? pixels * Math.sqrt(strength / full) : 0;
}

/** Shorter ones are nothing to the eye. */
const LEAST = 1.5;

/** Arrows at their places, those too short to be seen left out; y grows downwards on the screen and upwards in the plane. */
export function arrowsOf(
  vectors: ArrayLike<number>,
  places: readonly (readonly [number, number])[],
  scale: ArrowScale,
): readonly (Arrow | null)[] {
  return places.map(([x, y], i) => {
    const [u, v] = [vectors[2 * i]!, vectors[2 * i + 1]!];
    const strength = Math.hypot(u, v);
    const length = lengthOf(strength, scale);
    return length < LEAST ? null : { x, y, dx: (u / strength) * length, dy: (-v / strength) * length };
  });
}

const n = (value: number) => value.toFixed(1);

/** Sideways by so many pixels, to the right of its direction. */
function beside({ x, y, dx, dy }: Arrow, offset: number): Arrow {
  const length = Math.hypot(dx, dy);
  return { x: x - (dy / length) * offset, y: y + (dx / length) * offset, dx, dy };
}

/** How the kinds differ beside their colours: a broad band, a thin line with a full head, a dashed line with a dot. */
const LOOK: Readonly<Record<GradientKind, { readonly head: number; readonly offset: number }>> = {
  raw: { head: 11, offset: 0 },
  layer: { head: 7, offset: 0 },
  clip: { head: 2.6, offset: 5 },
};

/** All arrows of a kind as two paths: their shafts, and their heads. */
export function arrowPaths(
  kind: GradientKind,
  arrows: readonly (Arrow | null)[],
): { readonly shafts: string; readonly heads: string } {
  const { head, offset } = LOOK[kind];
  let [shafts, heads] = ['', ''];
  for (const arrow of arrows) {
    if (arrow === null) continue;
    const { x, y, dx, dy } = beside(arrow, offset);
    const length = Math.hypot(dx, dy);
    const [tipX, tipY] = [x + dx, y + dy];
    if (kind === 'clip') {
      shafts += `M${n(x)} ${n(y)}L${n(tipX)} ${n(tipY)}`;
      heads += `M${n(tipX - head)} ${n(tipY)}a${head} ${head} 0 1 0 ${2 * head} 0a${head} ${head} 0 1 0 ${-2 * head} 0`;
      continue;
    }
    const size = Math.min(head, length);
    const [ux, uy] = [dx / length, dy / length];
    const [baseX, baseY] = [tipX - ux * size, tipY - uy * size];
    const half = size * 0.45;
    shafts += `M${n(x)} ${n(y)}L${n(baseX)} ${n(baseY)}`;
    heads += `M${n(tipX)} ${n(tipY)}L${n(baseX - uy * half)} ${n(baseY + ux * half)}L${n(baseX + uy * half)} ${n(baseY - ux * half)}Z`;
  }
  return { shafts, heads };
}

/** Crosses at the places where nothing at all is left of what is there without the clip. */
export function crossPath(
  left: ArrayLike<number>,
  raw: ArrayLike<number>,
  places: readonly (readonly [number, number])[],
): string {
  const size = 3;
  const zero = (vectors: ArrayLike<number>, i: number) => vectors[2 * i] === 0 && vectors[2 * i + 1] === 0;
  return places
    .map(([x, y], i) =>
      zero(left, i) && !zero(raw, i)
        ? `M${n(x - size)} ${n(y - size)}l${2 * size} ${2 * size}m0 ${-2 * size}l${-2 * size} ${2 * size}`
        : '',
    )
    .join('');
}
