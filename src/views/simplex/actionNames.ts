import * as m from '#words/simplex';
import type { TaskActions } from '../../experiments/simplex.ts';

const LETTERS = 'ABCDEFGHIJKL';

/** Names of actions that nothing is known of: A, B, C … */
export function letterNames(count: number): readonly string[] {
  return [...LETTERS.slice(0, count)];
}

/**
 * What the actions of a policy do, by their task.
 *
 * @param labels what each of the task's actions does
 * @returns `null` where the task does not have these actions
 */
export function taskNames(
  { kept }: TaskActions,
  labels: readonly string[],
  count: number,
): readonly string[] | null {
  if (kept === null) return labels.length === count ? labels : null;
  if (kept.length + 1 !== count || kept.some((action) => labels[action] === undefined)) return null;
  return [...kept.map((action) => labels[action]!), m.allOthers()];
}
