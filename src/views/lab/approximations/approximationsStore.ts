import { create } from 'zustand';
import type { Point } from '../labGeometry.ts';

export const APPROXIMATIONS = ['ppo', 'trpo', 'papi'] as const;
export type Approximation = (typeof APPROXIMATIONS)[number];

/** The bound of TRPO and PAPI on an average KL, in nats. */
export const BOUND_SCALE = { minimum: 1e-3, maximum: 1 } as const;

interface ApproximationsStore {
  /** Drawn in the plane. */
  readonly drawn: readonly Approximation[];
  readonly bound: number;
  /** Where the new policies of PAPI's two other states have gone, seen from their old ones at (0, 0). */
  readonly others: readonly [Point, Point];
}

export const useApproximations = create<ApproximationsStore>(() => ({
  drawn: APPROXIMATIONS,
  bound: 0.1,
  others: [
    [0.35, 0.2],
    [-0.3, 0.15],
  ],
}));
