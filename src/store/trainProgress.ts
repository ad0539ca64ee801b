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

/** `8 s`, `2 min 05 s`, `3 h 20 min`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const two = (value: number) => String(value).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))} min`;
}
