import type { ProjectionId } from 'trust-region-layers';

interface Method {
  readonly name: string;
  /** Custom properties of tokens.css. */
  readonly colour: string;
  readonly ink: string;
  /** Told apart without colour as well. */
  readonly dash: string | undefined;
  /** What it measures and interpolates, as a sentence. */
  readonly summary: string;
}

export const METHODS: Readonly<Record<ProjectionId, Method>> = {
  kl: {
    name: 'KL',
    colour: 'var(--kl)',
    ink: 'var(--kl-ink)',
    dash: undefined,
    summary: 'Kullback–Leibler divergence; interpolates the precision Σ⁻¹.',
  },
  w2: {
    name: 'W2',
    colour: 'var(--w2)',
    ink: 'var(--w2-ink)',
    dash: '7 3',
    summary: 'Wasserstein-2, roots taken to commute; interpolates the standard deviation S.',
  },
  frobenius: {
    name: 'Frobenius',
    colour: 'var(--frobenius)',
    ink: 'var(--frobenius-ink)',
    dash: '3 3',
    summary: 'Squared difference of covariances; interpolates the variance Σ.',
  },
  bures: {
    name: 'Bures',
    colour: 'var(--bures)',
    ink: 'var(--bures-ink)',
    dash: '8 3 2 3',
    summary: 'The exact Wasserstein-2 distance; follows the optimal-transport geodesic.',
  },
};
