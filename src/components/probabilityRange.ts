import type { CategoricalMetricId } from 'trust-region-layers/categorical';

/** KL between two coins, nats: what moving one action's probability costs at the least, the others scaled alike. */
function coinKl(p: number, q: number): number {
  const part = (a: number, b: number) => (a === 0 ? 0 : a * Math.log(a / b));
  return part(p, q) + part(1 - p, 1 - q);
}

/** What a gain costs in squares at the least: the others lose alike, none more than it has. */
function gainSquares(gain: number, others: readonly number[]): number {
  let cost = gain * gain;
  let left = gain;
  // Those that have least give all of it first.
  for (const [index, probability] of others.entries()) {
    const lost = Math.min(probability, left / (others.length - index));
    cost += lost * lost;
    left -= lost;
  }
  return cost;
}

/** Halvings: the end is known to a part in 2⁴⁰ of the way. */
const HALVINGS = 40;

/** The last number on the way from one to another that is within the bound. */
function furthest(from: number, to: number, within: (value: number) => boolean): number {
  if (within(to)) return to;
  let [inside, outside] = [from, to];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (inside + outside) / 2;
    if (within(middle)) inside = middle;
    else outside = middle;
  }
  return inside;
}

/**
 * How far the probability of one action may move, whatever the others do: its least and largest among all policies within the
 * bound of the old one (docs/mathematics.md §15.12).
 *
 * @param old probabilities of the old policy
 */
export function probabilityRange(
  metric: CategoricalMetricId,
  old: readonly number[],
  action: number,
  bound: number,
): readonly [low: number, high: number] {
  const q = old[action]!;
  if (metric === 'euclidean') {
    const others = old.filter((_, index) => index !== action).sort((a, b) => a - b);
    // What it loses the others gain alike, for which there is always room.
    const loss = Math.sqrt((bound * others.length) / old.length);
    return [Math.max(0, q - loss), furthest(q, 1, (p) => gainSquares(p - q, others) <= bound)];
  }
  // What is forbidden stays so, and what is certain too.
  if (!(q > 0 && q < 1)) return [q, q];
  const within = (p: number) => coinKl(p, q) <= bound;
  return [furthest(q, 0, within), furthest(q, 1, within)];
}
