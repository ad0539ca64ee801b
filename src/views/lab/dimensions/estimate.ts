/**
 * Mean and unbiased covariance of samples, with sums around the mean (docs/mathematics.md §14.2).
 * @param samples [n][k], n > 1
 */
export function estimateGaussian(samples: readonly (readonly number[])[]): {
  readonly mean: readonly number[];
  readonly rows: readonly (readonly number[])[];
} {
  const n = samples.length;
  const k = samples[0]!.length;
  const mean = new Array<number>(k).fill(0);
  for (const sample of samples) for (let i = 0; i < k; i++) mean[i]! += sample[i]! / n;
  const rows = mean.map(() => new Array<number>(k).fill(0));
  for (const sample of samples) {
    for (let i = 0; i < k; i++) {
      for (let j = 0; j <= i; j++) {
        rows[i]![j]! += ((sample[i]! - mean[i]!) * (sample[j]! - mean[j]!)) / (n - 1);
      }
    }
  }
  for (let i = 0; i < k; i++) for (let j = 0; j < i; j++) rows[j]![i] = rows[i]![j]!;
  return { mean, rows };
}
