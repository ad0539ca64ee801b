/** From values to places on an axis. */
export interface AxisScale {
  (value: number): number;
  invert(place: number): number;
}

type Ends = readonly [number, number];

/** Even steps for even steps; both ends may lie either way round. A domain of one value lies in the middle. */
export function linearScale([low, high]: Ends, [from, to]: Ends): AxisScale {
  const middle = (from + to) / 2;
  if (low === high) return Object.assign(() => middle, { invert: () => low });
  const perValue = (to - from) / (high - low);
  return Object.assign((value: number) => from + (value - low) * perValue, {
    invert: (place: number) => low + (place - from) / perValue,
  });
}

/** Even steps for even factors; both ends of the domain must be above 0, and what lies beyond them is put there. */
export function logScale(domain: Ends, range: Ends): AxisScale {
  const [low, high] = domain;
  const inner = linearScale([Math.log(low), Math.log(high)], range);
  const within = (value: number) => Math.min(Math.max(value, low), high);
  return Object.assign((value: number) => inner(Math.log(within(value))), {
    invert: (place: number) => Math.exp(inner.invert(place)),
  });
}
