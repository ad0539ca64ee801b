import { power } from '../elementary/power.ts';

/** How the entropy floor moves over a run; the names are those of the configuration. */
export type EntropyScheduleKind = 'none' | 'linear' | 'exponential';

/** Everything a schedule depends on besides the update counter. */
export interface EntropySchedule {
  readonly kind: EntropyScheduleKind;
  /** k. */
  readonly dimension: number;
  /** T, updates in all, > 0. */
  readonly totalUpdates: number;
  /** H₀ in nats, the mean entropy at the first update. */
  readonly initialEntropy: number;
  /** H* in nats. */
  readonly targetEntropy: number;
  /** τ in (0, 1). */
  readonly temperature: number;
}

/**
 * The entropy floor β in nats at update t = 0 … T: none −∞; linear H₀ + (t/T)(H* − H₀); exponential
 * kH* + (H₀ − kH*)τ^(10t/T). See docs/mathematics.md §5.3.
 */
export function entropyFloorAt(schedule: EntropySchedule, update: number): number {
  const { kind, dimension, totalUpdates, initialEntropy, targetEntropy, temperature } = schedule;
  const progress = update / totalUpdates;
  switch (kind) {
    case 'none':
      return -Infinity;
    case 'linear':
      return initialEntropy + progress * (targetEntropy - initialEntropy);
    case 'exponential': {
      const end = dimension * targetEntropy;
      return end + (initialEntropy - end) * power(temperature, 10 * progress);
    }
  }
}
