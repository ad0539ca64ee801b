import { create } from 'zustand';
import type { Point } from '../labGeometry.ts';

/** How far a ratio may go before PPO's clip takes the gradient away. */
export const CLIP_LIMITS = { minimum: 0.02, maximum: 0.8 } as const;

interface SampleStore {
  /** One action that the old policy took. */
  readonly action: Point;
  /** What it was worth: better than expected, or worse. */
  readonly advantage: 1 | -1;
  /** PPO's c. */
  readonly clip: number;
}

/** The sample that closer looks share, and the clip PPO puts on it. */
export const useSample = create<SampleStore>(() => ({ action: [0.3, 0.6], advantage: 1, clip: 0.2 }));
