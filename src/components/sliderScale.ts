/** Positions of a slider's travel, so that one arrow press moves by 1/200 of it. */
export const TRAVEL = 1000;

export interface SliderScale {
  readonly minimum: number;
  readonly maximum: number;
  readonly scale: 'log' | 'linear';
}

/** Where on the travel (0 … TRAVEL) a value lies; clamped. */
export function toTravel(value: number, { minimum, maximum, scale }: SliderScale): number {
  const share =
    scale === 'log'
      ? Math.log(value / minimum) / Math.log(maximum / minimum)
      : (value - minimum) / (maximum - minimum);
  return Math.min(TRAVEL, Math.max(0, share * TRAVEL));
}

/**
 * The value at a position, rounded to two significant digits (log) or a hundredth of the range's decade (linear),
 * so that what a slider sets is short in a link and in a field.
 */
export function fromTravel(position: number, { minimum, maximum, scale }: SliderScale): number {
  const share = position / TRAVEL;
  if (scale === 'log') {
    const value = Number((minimum * (maximum / minimum) ** share).toPrecision(2));
    return Math.min(maximum, Math.max(minimum, value));
  }
  const grain = 10 ** Math.floor(Math.log10((maximum - minimum) / 100));
  const value = Number((Math.round((minimum + (maximum - minimum) * share) / grain) * grain).toPrecision(10));
  return Math.min(maximum, Math.max(minimum, value));
}
