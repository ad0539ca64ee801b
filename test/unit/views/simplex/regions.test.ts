import fc from 'fast-check';
import { CATEGORICAL_METRICS } from 'trust-region-layers/categorical';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SIMPLEX } from '../../../../src/experiments/simplex.ts';
import { evaluateSimplex } from '../../../../src/views/simplex/evaluateSimplex.ts';
import { RATIO_CLIP, sampleGradients } from '../../../../src/views/simplex/gradientArrows.ts';
import {
  clipOutline,
  projectionWay,
  quadraticOutline,
  regionOutline,
} from '../../../../src/views/simplex/regions.ts';
import { placeOf, probabilitiesAt, triangleIn } from '../../../../src/views/simplex/triangle.ts';

const policy = fc
  .tuple(...[0, 1, 2].map(() => fc.double({ min: 0.01, max: 1, noNaN: true })))
  .map((weights) => {
    const sum = weights.reduce((total, one) => total + one, 0);
    return weights.map((one) => one / sum);
  });
const bound = fc.double({ min: -14, max: 0, noNaN: true }).map(Math.exp);

function distance(metric: 'kl' | 'euclidean', pi: ArrayLike<number>, q: readonly number[]): number {
  const old = {
    count: 1,
    logProbabilities: Float64Array.from(q, Math.log),
    probabilities: Float64Array.from(q),
  };
  const logs = Float64Array.from({ length: 3 }, (_, i) => Math.log(Math.max(pi[i]!, 0)));
  let kl = 0;
  if (metric === 'kl') {
    for (let i = 0; i < 3; i++) kl += pi[i]! > 0 ? pi[i]! * (logs[i]! - old.logProbabilities[i]!) : 0;
    return kl;
  }
  return CATEGORICAL_METRICS.euclidean.createStep(3).distance(logs, 0, old, 0);
}

describe('regions on the triangle', () => {
  it.each(['kl', 'euclidean'] as const)(
    '%s: the outline is on the bound, or on the edge within it',
    (metric) => {
      fc.assert(
        fc.property(policy, bound, (q, epsilon) => {
          for (const point of regionOutline(metric, q, epsilon)) {
            const sum = point[0] + point[1] + point[2];
            expect(sum).toBeCloseTo(1, 12);
            const least = Math.min(...point);
            expect(least).toBeGreaterThan(-1e-12);
            const reached = distance(
              metric,
              point.map((one) => Math.max(one, 0)),
              q,
            );
            expect(reached).toBeLessThan(epsilon * (1 + 1e-6) + 1e-12);
            if (least > 1e-9) expect(reached).toBeGreaterThan(epsilon * (1 - 1e-4) - 1e-12);
          }
        }),
        { numRuns: 60 },
      );
    },
  );

  it('the quadratic region is the KL region of a small bound, and not of a large one', () => {
    const q = [0.7, 0.2, 0.1];
    const apart = (epsilon: number) => {
      const real = regionOutline('kl', q, epsilon);
      const radius = Math.max(...real.map((one) => Math.hypot(one[0] - q[0]!, one[1] - q[1]!)));
      return (
        Math.max(
          ...quadraticOutline(q, epsilon).map((one, i) =>
            Math.hypot(one[0] - real[i]![0], one[1] - real[i]![1]),
          ),
        ) / radius
      );
    };
    expect(apart(1e-8)).toBeLessThan(1e-3);
    expect(apart(0.1)).toBeGreaterThan(0.05);
  });

  it('the clip’s region holds what has every ratio within the clip, and nothing else', () => {
    fc.assert(
      fc.property(policy, policy, fc.double({ min: 0.05, max: 0.9, noNaN: true }), (q, pi, clip) => {
        const polygon = clipOutline(q, clip);
        for (const corner of polygon) {
          for (let i = 0; i < 3; i++) expect(Math.abs(corner[i]! / q[i]! - 1)).toBeLessThan(clip + 1e-9);
        }
        const flat = ([, second, third]: readonly number[]) => [second! + third! / 2, third!] as const;
        const [x, y] = flat(pi);
        let inside = true;
        for (const [i, corner] of polygon.entries()) {
          const [x1, y1] = flat(corner);
          const [x2, y2] = flat(polygon[(i + 1) % polygon.length]!);
          if ((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1) < -1e-9) inside = false;
        }
        const within = pi.every((one, i) => Math.abs(one / q[i]! - 1) <= clip);
        const near = pi.some((one, i) => Math.abs(Math.abs(one / q[i]! - 1) - clip) < 1e-6);
        if (!near) expect(inside).toBe(within);
      }),
    );
  });

  it('the projection lies on its way, where it leaves the region', () => {
    for (const metric of ['kl', 'euclidean'] as const) {
      const evaluation = evaluateSimplex(DEFAULT_SIMPLEX, metric);
      const gaps = projectionWay(metric, evaluation.old, evaluation.proposed).map((point) =>
        Math.hypot(...point.map((one, i) => one - evaluation.projected[i]!)),
      );
      expect(Math.min(...gaps)).toBeLessThan(0.01);
    }
  });
});

describe('the triangle', () => {
  it('places policies and finds them again', () => {
    const triangle = triangleIn(400, 30);
    fc.assert(
      fc.property(policy, (p) => {
        const back = probabilitiesAt(placeOf(p, triangle), triangle);
        for (const [i, one] of back.entries()) expect(one).toBeCloseTo(p[i]!, 9);
      }),
    );
    const far = probabilitiesAt([-500, 900], triangle);
    expect(far[0]).toBeCloseTo(0.998, 9);
    expect(far[0] + far[1] + far[2]).toBeCloseTo(1, 12);
  });
});

describe('gradients of a sample', () => {
  const simplex = { ...DEFAULT_SIMPLEX, bound: 0.05, old: [0, 0, 0], sampled: 0, advantage: 1 } as const;

  it('inside are the same through the layer; the clip stops what has gone far enough, the layer turns it', () => {
    const inside = sampleGradients(simplex, [0.05, 0, 0]);
    for (const [i, one] of inside.layer.entries()) expect(one).toBeCloseTo(inside.raw[i]!, 12);
    expect(inside.clipped).toEqual(inside.raw);

    const beyond = sampleGradients(simplex, [1, 0, -0.5]);
    expect(Math.exp(1) / (Math.exp(1) + 1 + Math.exp(-0.5)) / (1 / 3)).toBeGreaterThan(1 + RATIO_CLIP);
    expect([...beyond.clipped]).toEqual([0, 0, 0]);
    expect(Math.max(...beyond.layer.map(Math.abs))).toBeGreaterThan(1e-4);
    // A bad action is still pushed down from up there.
    const bad = sampleGradients({ ...simplex, advantage: -1 }, [1, 0, -0.5]);
    expect(bad.clipped).toEqual(bad.raw);
    for (const { raw, layer } of [inside, beyond, bad]) {
      expect(raw.reduce((sum, one) => sum + one, 0)).toBeCloseTo(0, 12);
      expect(layer.reduce((sum, one) => sum + one, 0)).toBeCloseTo(0, 12);
    }
  });

  it('through the layer raise the objective of the projection', () => {
    const at = [1, 0, -0.5];
    const { layer } = sampleGradients(simplex, at);
    const objective = (logits: number[]) =>
      evaluateSimplex({ ...DEFAULT_SIMPLEX, ...simplex, proposed: logits }).projected[0]! * 3;
    const p = evaluateSimplex({ ...DEFAULT_SIMPLEX, ...simplex, proposed: at }).proposed;
    const step = 1e-4;
    const moved = at.map((_, i) => Math.log(p[i]! + (step * layer[i]!) / Math.hypot(...layer)));
    expect(objective(moved)).toBeGreaterThan(objective(at));
  });
});
