import {
  type ActionSpace,
  actionWidth,
  type Environment,
  isDiscrete,
  type StepOutcome,
} from '../../../src/environments/environment.ts';
import type { Random } from '../../../src/random/random.ts';

/** Outcome arrays for n environments. */
export function outcomeFor(n: number): StepOutcome {
  return { reward: new Float64Array(n), terminated: new Uint8Array(n), truncated: new Uint8Array(n) };
}

/** Actions [n, actionWidth] as a policy of wide spread would take them. */
export function someActions(space: ActionSpace, random: Random, n: number): Float64Array {
  return Float64Array.from({ length: n * actionWidth(space) }, () =>
    isDiscrete(space) ? random.integer(space.size) : 2 * random.normal(),
  );
}

/** One step of one environment from `state`, as plain numbers. */
export function stepOnce(
  environment: Environment,
  state: readonly number[],
  action: readonly number[],
  elapsed = 0,
) {
  const row = Float64Array.from(state);
  const outcome = outcomeFor(1);
  environment.step(row, action, Int32Array.of(elapsed), outcome, 1);
  return {
    state: [...row],
    reward: outcome.reward[0]!,
    terminated: outcome.terminated[0] === 1,
    truncated: outcome.truncated[0] === 1,
  };
}
