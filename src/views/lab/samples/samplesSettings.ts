import { create } from 'zustand';

/** Policies that actions can be drawn from. */
export const DRAWN_FROM = ['old', 'proposed', 'projected'] as const;
export type DrawnFrom = (typeof DRAWN_FROM)[number];
/** Policies whose density is compared with the old one's. */
export const WEIGHED = ['proposed', 'projected'] as const;
export type Weighed = (typeof WEIGHED)[number];
/** How many samples can be asked for. */
export const COUNTS = [100, 500, 2000, 4000] as const;

interface SamplesSettings {
  readonly from: DrawnFrom;
  /** Whose density over the old one's the colours show. */
  readonly weighed: Weighed;
  readonly count: number;
  /** Of the noise; the first one is always the same. */
  readonly seed: number;
}

/** What the layer draws and the panel sets. */
export const useSamples = create<SamplesSettings>(() => ({
  from: 'old',
  weighed: 'proposed',
  count: 500,
  seed: 1,
}));
