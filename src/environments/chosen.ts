/**
 * What the action with this index stands for, of a task with discrete actions. NaN where there is no such action, so that a mistake
 * is seen and not hidden.
 */
export function chosen(values: readonly number[], index: number): number {
  return values[index] ?? Number.NaN;
}
