/**
 * What a rollout leaves behind for advantage estimation: P members × T steps × N environments, row-major,
 * [P, T, N] each.
 */
export interface Trajectories {
  readonly members: number;
  readonly horizon: number;
  readonly environments: number;
  /** Rewards as learned from (scaled). */
  readonly reward: Float64Array;
  /** V(s_t) */
  readonly value: Float64Array;
  /**
   * Value of the observation that followed the step: V(s_{t+1}), and where the episode was cut by its time
   * limit the value of its final observation, not of the fresh start after it. Not read after termination.
   */
  readonly nextValue: Float64Array;
  /** 1 where the task itself ended: the future is worth nothing. */
  readonly terminated: Uint8Array;
  /** 1 where the time limit cut the episode: the future is worth `nextValue`, but belongs to another episode. */
  readonly truncated: Uint8Array;
}

/**
 * Generalised advantage estimation (Schulman et al. 2016, eq. 16):
 * δ_t = r_t + γ V(s_{t+1}) − V(s_t),  A_t = δ_t + γλ A_{t+1}, with the sum ending where the episode does.
 * Writes advantages and the λ-returns A + V, the value network's targets; both [P, T, N]. See docs/mathematics.md §8.1.
 */
export function estimateAdvantages(
  { members, horizon, environments, reward, value, nextValue, terminated, truncated }: Trajectories,
  discount: number,
  lambda: number,
  advantage: Float64Array,
  target: Float64Array,
): void {
  for (let p = 0; p < members; p++) {
    for (let n = 0; n < environments; n++) {
      let following = 0;
      for (let t = horizon - 1; t >= 0; t--) {
        const i = (p * horizon + t) * environments + n;
        const future = terminated[i] ? 0 : discount * nextValue[i]!;
        const delta = reward[i]! + future - value[i]!;
        following = terminated[i] || truncated[i] ? delta : delta + discount * lambda * following;
        advantage[i] = following;
        target[i] = following + value[i]!;
      }
    }
  }
}

/**
 * 1 − Var(target − value)/Var(target) over `count` entries from `offset`; 0 where the targets do not vary.
 * See docs/mathematics.md §8.2.
 */
export function explainedVariance(
  value: Float64Array,
  target: Float64Array,
  offset: number,
  count: number,
): number {
  let targetMean = 0;
  let errorMean = 0;
  for (let i = offset; i < offset + count; i++) {
    targetMean += target[i]! / count;
    errorMean += (target[i]! - value[i]!) / count;
  }
  let targetVariance = 0;
  let errorVariance = 0;
  for (let i = offset; i < offset + count; i++) {
    const fromTarget = target[i]! - targetMean;
    const fromError = target[i]! - value[i]! - errorMean;
    targetVariance += fromTarget * fromTarget;
    errorVariance += fromError * fromError;
  }
  return targetVariance > 0 ? 1 - errorVariance / targetVariance : 0;
}
