import { create } from 'zustand';
import type { LabGaussian } from '../../../experiments/lab.ts';
import type { StepKind } from './walk.ts';

/** A policy that the reader's walk has come through, and by which kind of step; `null` where it began. */
export interface WalkPoint {
  readonly old: LabGaussian;
  readonly kind: StepKind | null;
}

interface LandscapeStore {
  /** Where the reader has walked on this landscape, also what has been undone. */
  readonly walk: readonly WalkPoint[];
}

/** How the reader walks over the landscape that is shown. */
export const useLandscape = create<LandscapeStore>(() => ({ walk: [] }));
