import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clippedLossGradient,
  type Loss,
  lossGradient,
  type OldPolicy,
} from '../../../../../src/views/lab/gradient/lossGradient.ts';
import { covarianceOf, type Point } from '../../../../../src/views/lab/labGeometry.ts';
import { differences, tameLab } from './labs.ts';

/** ln N(a; μ, Σ) by the formula, with the matrix written out. */
function logDensity([u, v]: Point, [x, y, xx, xy, yy]: readonly number[]): number {
  const determinant = xx! * yy! - xy! * xy!;
  const [dx, dy] = [u - x!, v - y!];
  const squared = (yy! * dx * dx - 2 * xy! * dx * dy + xx! * dy * dy) / determinant;
  return -Math.log(2 * Math.PI) - 0.5 * Math.log(determinant) - 0.5 * squared;
}

/** The loss itself, from what the page says it is. */
function lossAt(loss: Loss, { mean, covariance: { xx, xy, yy } }: OldPolicy, policy: readonly number[]) {
  switch (loss.kind) {
    case 'pull': {
      const [dx, dy] = [policy[0]! - loss.target[0], policy[1]! - loss.target[1]];
      return 0.5 * (dx * dx + dy * dy + policy[2]! + policy[4]!);
    }
    case 'sample': {
      const ratio = Math.exp(
        logDensity(loss.action, policy) - logDensity(loss.action, [...mean, xx, xy, yy]),
      );
      return -ratio * loss.advantage;
    }
    case 'entropy':
      return -(1 + Math.log(2 * Math.PI) + 0.5 * Math.log(policy[2]! * policy[4]! - policy[3]! ** 2));
  }
}

const point = fc.tuple(
  fc.double({ min: -2, max: 2, noNaN: true }),
  fc.double({ min: -2, max: 2, noNaN: true }),
);
const anyLoss: fc.Arbitrary<Loss> = fc.oneof(
  point.map((target) => ({ kind: 'pull' as const, target })),
  fc.record({
    kind: fc.constant('sample' as const),
    action: point,
    advantage: fc.constantFrom(1, -1),
  }),
  fc.constant({ kind: 'entropy' as const }),
);

const batch = (count: number) => ({ mean: new Float64Array(2 * count), factor: new Float64Array(4 * count) });

/** Loss gradients as rows of five: mean, then Σ₁₁, Σ₁₂ (both entries), Σ₂₂. */
function rowsOf({ mean, factor }: ReturnType<typeof batch>): number[][] {
  return Array.from({ length: mean.length / 2 }, (_, i) => [
    mean[2 * i]!,
    mean[2 * i + 1]!,
    factor[4 * i]!,
    factor[4 * i + 1]! + factor[4 * i + 2]!,
    factor[4 * i + 3]!,
  ]);
}

/** Both arrays, without a sign of zero. */
const numbersIn = ({ mean, factor }: ReturnType<typeof batch>) => [...mean, ...factor].map((x) => x || 0);

const policiesOf = (means: readonly Point[], entries: readonly number[]) => ({
  mean: Float64Array.from(means.flat()),
  factor: Float64Array.from(means.flatMap(() => entries)),
});

describe('the gradient of a loss', () => {
  it('is that of differences, in mean and covariance', () => {
    fc.assert(
      fc.property(tameLab, anyLoss, ({ old, proposed }, loss) => {
        const policy = { mean: old.mean, covariance: covarianceOf(old) };
        const { xx, xy, yy } = covarianceOf(proposed);
        const means: Point[] = [proposed.mean, [0.3, -0.2]];
        const gradient = batch(2);
        lossGradient(loss, policy, policiesOf(means, [xx, xy, xy, yy]), gradient, 2);
        for (const [i, row] of rowsOf(gradient).entries()) {
          const [expected] = differences((at) => [lossAt(loss, policy, at)], [...means[i]!, xx, xy, yy]);
          const size = Math.max(1, ...expected!.map(Math.abs));
          for (const [j, value] of row.entries())
            expect(Math.abs(value - expected![j]!)).toBeLessThan(1e-6 * size);
        }
      }),
    );
  });
});

describe('what PPO makes of a loss', () => {
  it('is nothing where the sample’s ratio has gone beyond the clip the way that pays, else all of it', () => {
    let [none, all] = [0, 0];
    fc.assert(
      fc.property(
        tameLab,
        point,
        fc.constantFrom(1, -1),
        fc.double({ min: 0.05, max: 0.5, noNaN: true }),
        ({ old, proposed }, action, advantage, clip) => {
          const policy = { mean: old.mean, covariance: covarianceOf(old) };
          const { xx, xy, yy } = covarianceOf(proposed);
          const loss = { kind: 'sample', action, advantage } as const;
          const policies = policiesOf([proposed.mean], [xx, xy, xy, yy]);
          const [plain, clipped] = [batch(1), batch(1)];
          lossGradient(loss, policy, policies, plain, 1);
          clippedLossGradient(loss, clip, policy, policies, clipped, 1);
          const ratio = -advantage * lossAt(loss, policy, [...proposed.mean, xx, xy, yy]);
          // On the very edge rounding decides.
          fc.pre(Math.abs(Math.abs(ratio - 1) - clip) > 1e-9);
          const beyond = advantage > 0 ? ratio > 1 + clip : ratio < 1 - clip;
          if (beyond) none++;
          else all++;
          expect(numbersIn(clipped)).toEqual(numbersIn(beyond ? batch(1) : plain));
        },
      ),
    );
    expect(Math.min(none, all)).toBeGreaterThan(5);
  });

  it('is that of the target as a better action, where the loss is a pull', () => {
    const policy = { mean: [0.2, 0.1] as const, covariance: { xx: 1, xy: 0.3, yy: 0.5 } };
    const policies = policiesOf(
      [
        [0, 0],
        [1, 1],
      ],
      [0.8, 0, 0, 0.6],
    );
    const [pull, sample] = [batch(2), batch(2)];
    clippedLossGradient({ kind: 'pull', target: [0.9, 1.2] }, 0.2, policy, policies, pull, 2);
    const asSample = { kind: 'sample', action: [0.9, 1.2], advantage: 1 } as const;
    clippedLossGradient(asSample, 0.2, policy, policies, sample, 2);
    expect(pull).toEqual(sample);
    // Near the target the clip has taken it away.
    expect(numbersIn(pull).slice(2, 4)).toEqual([0, 0]);
    expect(Math.hypot(...pull.mean.subarray(0, 2))).toBeGreaterThan(0.1);
  });

  it('leaves the entropy alone', () => {
    const policies = policiesOf([[0, 0]], [1, 0.2, 0.2, 2]);
    const old = { mean: [0, 0] as const, covariance: { xx: 1, xy: 0, yy: 1 } };
    const [plain, clipped] = [batch(1), batch(1)];
    lossGradient({ kind: 'entropy' }, old, policies, plain, 1);
    clippedLossGradient({ kind: 'entropy' }, 0.2, old, policies, clipped, 1);
    expect(clipped).toEqual(plain);
    expect([...plain.mean]).toEqual([0, 0]);
  });
});
