import { createRandom, type Random } from '../../../random/random.ts';
import type { Gaussian, GaussianPair } from './gaussianPair.ts';

/** A random orthogonal [k, k]: normal rows made orthonormal, twice for the last digits. */
function randomRotation(k: number, random: Random): number[][] {
  const rows = Array.from({ length: k }, () => Array.from({ length: k }, () => random.normal()));
  for (const [i, row] of rows.entries()) {
    for (let pass = 0; pass < 2; pass++) {
      for (const other of rows.slice(0, i)) {
        const dot = row.reduce((sum, value, c) => sum + value * other[c]!, 0);
        for (let c = 0; c < k; c++) row[c]! -= dot * other[c]!;
      }
      const norm = Math.hypot(...row);
      for (let c = 0; c < k; c++) row[c]! /= norm;
    }
  }
  return rows;
}

/** Rᵀ diag(variances) R, exactly symmetric. */
function covarianceAlong(rotation: readonly number[][], variances: readonly number[]): number[] {
  const k = variances.length;
  const out = new Array<number>(k * k);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j <= i; j++) {
      const entry = rotation.reduce((sum, row, p) => sum + row[i]! * variances[p]! * row[j]!, 0);
      out[i * k + j] = entry;
      out[j * k + i] = entry;
    }
  }
  return out;
}

/** RΣRᵀ, exactly symmetric. */
function turnedCovariance(rotation: readonly number[][], covariance: readonly number[]): number[] {
  const k = rotation.length;
  const half = rotation.map((row) =>
    Array.from({ length: k }, (_, j) =>
      row.reduce((sum, value, p) => sum + value * covariance[p * k + j]!, 0),
    ),
  );
  const out = new Array<number>(k * k);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j <= i; j++) {
      const entry = half[i]!.reduce((sum, value, p) => sum + value * rotation[j]![p]!, 0);
      out[i * k + j] = entry;
      out[j * k + i] = entry;
    }
  }
  return out;
}

/**
 * A made-up pair over k actions, the same for the same seed: the proposal has some directions much surer than the old policy
 * and some much wider, along axes of its own, and its mean has moved by about one standard deviation.
 */
export function examplePair(dimension: number, seed: number): GaussianPair {
  const random = createRandom(seed).fork('pair').fork(String(dimension));
  const spread = (low: number, high: number) => low * (high / low) ** random.uniform();
  const policy = (low: number, high: number, mean: () => number): Gaussian => {
    const variances = Array.from({ length: dimension }, (_, index) =>
      // Both ends are there, so that there is always something to project.
      index === 0 ? high : index === 1 ? low : spread(low, high),
    );
    return {
      mean: Array.from({ length: dimension }, mean),
      covariance: covarianceAlong(randomRotation(dimension, random), variances),
    };
  };
  const old = policy(0.4, 1.6, () => 0.5 * random.normal());
  const proposed = policy(0.08, 4, () => random.normal());
  return { dimension, old, proposed };
}

/** The same proposal with its covariance turned at random; mean and standard deviations along its axes stay. */
export function withTurnedProposal(pair: GaussianPair, seed: number): GaussianPair {
  const rotation = randomRotation(pair.dimension, createRandom(seed).fork('proposal'));
  const covariance = turnedCovariance(rotation, pair.proposed.covariance);
  return { ...pair, proposed: { ...pair.proposed, covariance } };
}

/** Both policies turned together, as if the actions had been mixed: distances stay what they were. */
export function turnedPair(pair: GaussianPair, seed: number): GaussianPair {
  const rotation = randomRotation(pair.dimension, createRandom(seed).fork('both'));
  const turn = ({ mean, covariance }: Gaussian): Gaussian => ({
    mean: rotation.map((row) => row.reduce((sum, value, i) => sum + value * mean[i]!, 0)),
    covariance: turnedCovariance(rotation, covariance),
  });
  return { ...pair, old: turn(pair.old), proposed: turn(pair.proposed) };
}
