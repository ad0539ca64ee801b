import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LAB } from '../../../../src/experiments/labPresets.ts';
import { evaluate } from '../../../../src/views/lab/evaluate.ts';
import { covarianceOf } from '../../../../src/views/lab/labGeometry.ts';
import { gradeOf, placeScore } from '../../../../src/views/learn/prediction/placeScore.ts';

const anyPolicy = fc.record({
  mean: fc.tuple(fc.double({ min: -3, max: 3, noNaN: true }), fc.double({ min: -3, max: 3, noNaN: true })),
  sigma1: fc.double({ min: 0.2, max: 3, noNaN: true }),
  sigma2: fc.double({ min: 0.2, max: 3, noNaN: true }),
  angle: fc.double({ min: -89, max: 90, noNaN: true }),
});

/** KL of two Gaussians by the textbook, with a 2×2 inverse written out. */
function textbookKl(
  p: { mean: readonly number[]; covariance: { xx: number; xy: number; yy: number } },
  q: typeof p,
) {
  const [a, b] = [p.covariance, q.covariance];
  const [da, db] = [a.xx * a.yy - a.xy ** 2, b.xx * b.yy - b.xy ** 2];
  const trace = (b.yy * a.xx - 2 * b.xy * a.xy + b.xx * a.yy) / db;
  const [x, y] = [p.mean[0]! - q.mean[0]!, p.mean[1]! - q.mean[1]!];
  const squared = (b.yy * x * x - 2 * b.xy * x * y + b.xx * y * y) / db;
  return 0.5 * (trace - 2 + squared + Math.log(db / da));
}

describe('the score of a placed policy', () => {
  it('is its KL from the answer, whatever is placed and whatever the answer', () => {
    fc.assert(
      fc.property(anyPolicy, anyPolicy, (guess, answer) => {
        const covariance = covarianceOf(answer);
        const score = placeScore(guess, DEFAULT_LAB, { mean: answer.mean, covariance });
        const expected = textbookKl(
          { mean: guess.mean, covariance: covarianceOf(guess) },
          { mean: answer.mean, covariance },
        );
        expect(score.guess).toBeCloseTo(expected, 6 - Math.ceil(Math.log10(1 + Math.abs(expected))));
      }),
    );
  });

  it('is nothing for the answer itself, and the proposal and the old policy score worse', () => {
    const answer = evaluate('kl', DEFAULT_LAB);
    const { xx, xy, yy } = answer.covariance;
    const half = (xx + yy) / 2;
    const radius = Math.hypot((xx - yy) / 2, xy);
    const exact = {
      mean: answer.mean,
      sigma1: Math.sqrt(half + radius),
      sigma2: Math.sqrt(half - radius),
      angle: (Math.atan2(2 * xy, xx - yy) / 2) * (180 / Math.PI),
    };
    const score = placeScore(exact, DEFAULT_LAB, answer);
    expect(score.guess).toBeLessThan(1e-9);
    expect(Math.min(score.old, score.proposal)).toBeGreaterThan(0.5);
    expect(gradeOf(score)).toBe('exact');
    expect(gradeOf(placeScore(DEFAULT_LAB.old, DEFAULT_LAB, answer))).toBe('far');
    expect(gradeOf({ ...score, guess: 0.05 })).toBe('near');
    expect(gradeOf({ ...score, guess: 0.4 })).toBe('better');
  });
});
