import type { Gaussian, GaussianPair } from './gaussianPair.ts';

/**
 * Two policies as CSV that reads back to the last bit, and their projection beside them, which a reader passes over
 * (docs/file-formats.md).
 */
export function writePolicies({ dimension, old, proposed }: GaussianPair, projected: Gaussian): string {
  const actions = Array.from({ length: dimension }, (_, index) => `a${index + 1}`);
  const lines = [['policy', 'part', ...actions].join(',')];
  for (const [name, { mean, covariance }] of Object.entries({ old, proposed, projected })) {
    lines.push([name, 'mean', ...mean].join(','));
    for (let row = 0; row < dimension; row++) {
      lines.push([name, 'covariance', ...covariance.slice(row * dimension, (row + 1) * dimension)].join(','));
    }
  }
  return `${lines.join('\n')}\n`;
}
