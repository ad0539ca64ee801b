import type { Environment, StepOutcome } from '../../../src/environments/environment.ts';

/** Outcome arrays for n environments. */
export function outcomeFor(n: number): StepOutcome {
  return { reward: new Float64Array(n), terminated: new Uint8Array(n), truncated: new Uint8Array(n) };
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
