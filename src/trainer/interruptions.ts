/**
 * Called between small pieces of work (about ten milliseconds each on a CPU) with the share of the iteration
 * that is done, 0 … 1. May wait: that is how a session answers commands, pauses and slows a run down.
 * Throws {@link Stopped} to end the run.
 */
export type Pace = (fraction: number) => Promise<void>;

/** Thrown through the trainer to end the run at the last finished iteration. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

/** A number that is not finite, and its place among its member's: the how-manieth, 0-based, of how many. */
export interface FoundNumber {
  readonly value: number;
  readonly index: number;
  readonly count: number;
}

/** Thrown where a number that is not finite first shows; the trainer turns it into a `diverged` event. */
export class Divergence extends Error {
  override readonly name = 'Divergence';
  constructor(
    /** Which of the P members, 0-based. */
    readonly member: number,
    /** E.g. `rewards`, `value loss`. */
    readonly quantity: string,
    /** The number; `null` where it is none, e.g. of a covariance that is no longer one. */
    readonly found: FoundNumber | null = null,
  ) {
    super(`${quantity} of member ${member} are not finite`);
  }
}

/**
 * Throws {@link Divergence} at the first entry that is NaN or infinite.
 * @param values P members' numbers one after the other, equally many each
 */
export function requireFinite(values: ArrayLike<number>, members: number, quantity: string): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) {
      const member = Math.floor((i * members) / values.length);
      const count = values.length / members;
      throw new Divergence(member, quantity, { value, index: i - member * count, count });
    }
  }
}

/**
 * Runs dense Gaussian algebra on one member's policy. Covariances there come from the network, so a RangeError
 * (not positive definite, not finite) is no programming mistake but the policy's own degeneration.
 */
export function divergenceOf(member: number, quantity: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (error instanceof RangeError) throw new Divergence(member, quantity);
    throw error;
  }
}
