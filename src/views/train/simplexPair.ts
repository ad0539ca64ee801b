import * as m from '#words/train';
import type { Environment } from '../../environments/environment.ts';
import type { RunConfiguration } from '../../experiments/fields.ts';
import {
  highestFloor,
  roundSimplex,
  SIMPLEX_LIMITS,
  type SimplexConfiguration,
} from '../../experiments/simplex.ts';
import type { StatePolicies } from '../../trainer/events.ts';
import { entropyFloorOf } from '../../trainer/specification.ts';

/** A state's old and proposed policy as the Lab for discrete actions takes them. */
export interface SimplexPair {
  readonly simplex: SimplexConfiguration;
  /** What the Lab shows differently from the run, a sentence each; empty where it shows the very same. */
  readonly differences: readonly string[];
}

/**
 * Old and proposed policy of a state over n discrete actions, with the metric and the bound of the run. The Lab has room for a
 * dozen actions: of more it gets the likeliest ones, and all others as one.
 *
 * @param row which of the states
 * @param task whose actions these are
 * @param entropyFloor β of the update in nats, `null` without a floor
 */
export function simplexPair(
  configuration: RunConfiguration,
  { old, proposed }: Pick<StatePolicies, 'old' | 'proposed'>,
  row: number,
  task: Pick<Environment, 'id' | 'actionSpace'>,
  entropyFloor: number | null,
): SimplexPair {
  const most = SIMPLEX_LIMITS.actions.maximum;
  const actions = task.actionSpace.size;
  const [before, now] = [old, proposed].map(({ mean }) =>
    Array.from(mean.subarray(row * actions, (row + 1) * actions)),
  ) as [number[], number[]];
  const kept = actions > most ? likeliest(before, now, most - 1) : null;
  const shown = (policy: readonly number[]) => (kept === null ? policy : gathered(policy, kept));
  const floor = entropyFloorOf(configuration);
  // The Lab lifts an entropy to its floor after the projection, and over these actions only.
  const sameFloor =
    floor === null || (floor.order === 'after' && floor.mode === 'inequality' && kept === null);
  const shownFloor = sameFloor && floor !== null ? entropyFloor : null;
  const logits = (policy: readonly number[]) =>
    shown(policy).map((probability) => Math.max(Math.log(probability), SIMPLEX_LIMITS.logit.minimum));
  const simplex = roundSimplex({
    metric: configuration.categoricalProjection,
    bound: configuration.categoricalBound,
    entropyFloor: shownFloor && Math.max(SIMPLEX_LIMITS.entropyFloor.minimum, shownFloor),
    old: logits(before),
    proposed: logits(now),
    sampled: 0,
    advantage: 1,
    actions: { task: task.id, kept },
  });
  return {
    simplex,
    differences: [
      ...(kept === null ? [] : [m.othersAsOne({ shown: most - 1, count: actions })]),
      ...(sameFloor || entropyFloor === null ? [] : [m.floorLeftOut()]),
      // So close to ln n that the Lab has no room for it.
      ...(shownFloor !== null && shownFloor > highestFloor(actions) ? [m.floorLowered()] : []),
    ],
  };
}

/** Indices of the actions that either policy gives most to, in their order. */
function likeliest(before: readonly number[], now: readonly number[], count: number): readonly number[] {
  const weight = (action: number) => Math.max(before[action]!, now[action]!);
  return before
    .map((_, action) => action)
    .sort((a, b) => weight(b) - weight(a))
    .slice(0, count)
    .sort((a, b) => a - b);
}

/** These probabilities, and the sum of all others. */
function gathered(policy: readonly number[], kept: readonly number[]): readonly number[] {
  const rest = policy.reduce(
    (sum, probability, action) => sum + (kept.includes(action) ? 0 : probability),
    0,
  );
  return [...kept.map((action) => policy[action]!), rest];
}
