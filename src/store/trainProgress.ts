/** Seconds until the budget is reached at the present speed; `null` while the speed is unknown. */
export function secondsLeft(
  steps: number,
  budget: number,
  members: number,
  stepsPerSecond: number,
): number | null {
  if (!(stepsPerSecond > 0) || !Number.isFinite(stepsPerSecond)) return null;
  return (Math.max(0, budget - steps) * members) / stepsPerSecond;
}

/** How far a replay is: iterations done, of how many, the share of the way, and the seconds that are left if known. */
export interface ReplayProgress {
  readonly done: number;
  readonly share: number;
  readonly seconds: number | null;
}

/**
 * @param fraction of the iteration in progress, 0 … 1
 * @param elapsed seconds of training so far
 */
export function replayProgress(
  done: number,
  fraction: number,
  until: number,
  elapsed: number,
): ReplayProgress {
  const whole = Math.min(until, done + (done < until ? fraction : 0));
  const seconds = done > 0 && elapsed > 0 ? (elapsed / done) * Math.max(0, until - whole) : null;
  return { done, share: whole / until, seconds };
}

/** A time that is expected: `45 s`, `1 min 20 s`, and from two minutes on no seconds, which nobody knows: `19 min`. */
export function formatExpected(seconds: number): string {
  if (seconds < 119.5 || seconds >= 3570) return formatDuration(seconds);
  return `${Math.round(seconds / 60)} min`;
}

/** `8 s`, `2 min 05 s`, `3 h 20 min`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const two = (value: number) => String(value).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))} min`;
}
