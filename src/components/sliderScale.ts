/** Positions of a slider's travel, so that one arrow press moves by 1/200 of it. */
export const TRAVEL = 1000;

/** The numbers at the ends of a slider, > 0; every decade between them is equally long. */
export interface SliderScale {
  readonly minimum: number;
  readonly maximum: number;
}

/** Where on the travel (0 … TRAVEL) a value lies; clamped. */
export function toTravel(value: number, { minimum, maximum }: SliderScale): number {
  const share = Math.log(value / minimum) / Math.log(maximum / minimum);
  return Math.min(TRAVEL, Math.max(0, share * TRAVEL));
}

/**
 * The value at a position, rounded to two significant digits, so that what a slider sets is short in a link and in a
 * field.
 */
export function fromTravel(position: number, { minimum, maximum }: SliderScale): number {
  const value = Number((minimum * (maximum / minimum) ** (position / TRAVEL)).toPrecision(2));
  return Math.min(maximum, Math.max(minimum, value));
}

/**
 * The value that arrow presses reach: at least one rounding step away, so that no press is lost.
 * @param presses negative towards the minimum
 */
export function pressedTo(value: number, presses: number, scale: SliderScale): number {
  const take = (position: number) => fromTravel(Math.min(TRAVEL, Math.max(0, position)), scale);
  let position = toTravel(value, scale) + 5 * presses;
  let next = take(position);
  while (next === value && position > 0 && position < TRAVEL) {
    position += Math.sign(presses);
    next = take(position);
  }
  return next;
}
