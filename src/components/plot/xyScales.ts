import { nice } from 'd3-array';

/** Rough width of a text of the interface at 14 px: good enough to leave room for it. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text)
    width += /[\p{Lu}%+−]/u.test(character) ? 9.5 : /[ .,:[\]ijlt]/.test(character) ? 4.6 : 8;
  return width;
}

/** A domain around values with a little air, from a round number to a round number. */
export function niceDomain(values: readonly number[]): [number, number] {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return [0, 1];
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  const pad = high > low ? 0.04 * (high - low) : Math.max(Math.abs(high) / 2, 1);
  return nice(low - pad, high + pad, 10);
}

/** The path through points; a gap where a value is not finite. */
export function linePath(
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  x: (value: number) => number,
  y: (value: number) => number,
): string {
  let path = '';
  let drawing = false;
  for (let i = 0; i < xs.length; i++) {
    const known = Number.isFinite(ys[i]);
    if (known) path += `${drawing ? 'L' : 'M'}${x(xs[i]!).toFixed(1)},${y(ys[i]!).toFixed(1)}`;
    drawing = known;
  }
  return path;
}

/** The area between two lines, where both are known. */
export function bandPath(
  xs: ArrayLike<number>,
  low: ArrayLike<number>,
  high: ArrayLike<number>,
  x: (value: number) => number,
  y: (value: number) => number,
): string {
  const known = Array.from(xs, (_, i) => i).filter(
    (i) => Number.isFinite(low[i]) && Number.isFinite(high[i]),
  );
  if (known.length === 0) return '';
  const point = (i: number, value: number) => `${x(xs[i]!).toFixed(1)},${y(value).toFixed(1)}`;
  const top = known.map((i) => point(i, high[i]!));
  const bottom = known.toReversed().map((i) => point(i, low[i]!));
  return `M${[...top, ...bottom].join('L')}Z`;
}
