import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CATEGORICAL_METRIC_IDS,
  CATEGORICAL_METRICS,
  type CategoricalMetricId,
  categoricalEntropy,
  categoricalProjectorOf,
  categoricalTrustRegionLossOf,
  logSoftmax,
} from '../../src/categorical/index.ts';

/** Two policies with the same forbidden actions, a bound, and a gradient. */
function pair(largest: number, most = 24) {
  const logit = fc.double({ min: -largest, max: largest, noNaN: true });
  return fc.integer({ min: 1, max: most }).chain((n) =>
    fc
      .record({
        logits: fc.array(logit, { minLength: n, maxLength: n }),
        old: fc.array(logit, { minLength: n, maxLength: n }),
        forbidden: fc.array(fc.boolean(), { minLength: n, maxLength: n }),
        upstream: fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: n, maxLength: n }),
        bound: fc.double({ min: -18, max: 1, noNaN: true }).map(Math.exp),
      })
      .map(({ logits, old, forbidden, upstream, bound }) => {
        const kept = forbidden.findIndex((one) => !one);
        const masked = (values: number[]) =>
          Float64Array.from(values, (value, i) =>
            forbidden[i] && i !== kept && kept >= 0 ? -Infinity : value,
          );
        return { n, logits: masked(logits), old: masked(old), upstream: Float64Array.from(upstream), bound };
      }),
  );
}

function project(id: CategoricalMetricId, n: number, logits: Float64Array, old: Float64Array, bound: number) {
  const projector = categoricalProjectorOf(CATEGORICAL_METRICS[id], { actions: n, entropy: null });
  const result = projector.createResult(1);
  projector.forward(logits, old, { distance: bound }, result, 1);
  return { projector, result };
}

/** Σ ln π · upstream over the actions that are allowed. */
function weighted(logProbabilities: ArrayLike<number>, upstream: Float64Array): number {
  let total = 0;
  for (const [i, weight] of upstream.entries()) {
    if (logProbabilities[i] !== -Infinity) total += logProbabilities[i]! * weight;
  }
  return total;
}

describe.each(CATEGORICAL_METRIC_IDS)('%s on the simplex', (id) => {
  it('projects and pulls back the same to the bit where no reports are wanted', () => {
    fc.assert(
      fc.property(pair(8), ({ n, logits, old, upstream, bound }) => {
        const found = [true, false].map((reports) => {
          const layout = { actions: n, entropy: null };
          const projector = categoricalProjectorOf(CATEGORICAL_METRICS[id], layout, { reports });
          const result = projector.createResult(1);
          const gradient = new Float64Array(n);
          projector.forward(logits, old, { distance: bound }, result, 1);
          projector.backward(old, result, upstream, gradient, 1);
          return [result.logProbabilities, result.multiplier, result.before.distance, gradient];
        });
        expect(found[1]).toEqual(found[0]);
      }),
    );
  });

  it('meets the bound, is the identity inside, sums to one and is finite, for hostile logits', () => {
    fc.assert(
      fc.property(pair(700), ({ n, logits, old, upstream, bound }) => {
        const { projector, result } = project(id, n, logits, old, bound);
        expect(result.after.distance[0]).toBeLessThanOrEqual(bound * (1 + 1e-9) + 1e-16);
        let sum = 0;
        for (const [i, value] of result.logProbabilities.entries()) {
          expect(value).not.toBeNaN();
          expect(value === -Infinity).toBe(logits[i] === -Infinity);
          sum += Math.exp(value);
        }
        expect(sum).toBeCloseTo(1, 9);
        if (result.before.distance[0]! <= bound) {
          const softmax = new Float64Array(n);
          logSoftmax(logits, 0, n, softmax, 0, 'logits', 0);
          expect(result.logProbabilities).toEqual(softmax);
          expect(result.multiplier[0]).toBe(0);
        } else expect(result.after.distance[0]).toBeGreaterThan(bound * (1 - 1e-6) - 1e-15);
        const gradient = new Float64Array(n);
        projector.backward(old, result, upstream, gradient, 1);
        for (const value of gradient) expect(Number.isFinite(value)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('has the gradient of central differences', () => {
    fc.assert(
      fc.property(pair(4, 8), ({ n, logits, old, upstream, bound }) => {
        const { projector, result } = project(id, n, logits, old, bound);
        const before = result.before.distance[0]!;
        fc.pre(Math.abs(before - bound) > 0.02 * bound);
        const gradient = new Float64Array(n);
        projector.backward(old, result, upstream, gradient, 1);
        const loss = (moved: Float64Array) => {
          const { result: at } = project(id, n, moved, old, bound);
          return weighted(at.logProbabilities, upstream);
        };
        const scale = Math.max(1e-3, ...gradient.map(Math.abs));
        for (let i = 0; i < n; i++) {
          if (logits[i] === -Infinity) {
            expect(gradient[i]).toBe(0);
            continue;
          }
          // Small against the way from the old policy, on which the slope changes.
          const h = Math.min(1e-5, 1e-3 * Math.sqrt(Math.max(before, bound)));
          const at = (step: number) => {
            const moved = logits.slice();
            moved[i]! += step;
            return loss(moved);
          };
          const numeric = (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h);
          expect(Math.abs(gradient[i]! - numeric)).toBeLessThan(2e-4 * scale + 1e-8);
        }
      }),
      { numRuns: 250 },
    );
  });

  it('does not see a shift of all logits', () => {
    fc.assert(
      fc.property(pair(20), fc.double({ min: -50, max: 50, noNaN: true }), (one, shift) => {
        const { result } = project(id, one.n, one.logits, one.old, one.bound);
        const moved = project(
          id,
          one.n,
          one.logits.map((value) => value + shift),
          one.old,
          one.bound,
        ).result;
        for (const [i, value] of result.logProbabilities.entries()) {
          if (value > -30) expect(moved.logProbabilities[i]).toBeCloseTo(value, 8);
        }
      }),
      { numRuns: 250 },
    );
  });

  it('is nearer than the old policy and than other policies of the region', () => {
    const { projector, result } = project(id, 3, Float64Array.of(2, -1, 0.3), Float64Array.of(0, 0, 0), 0.02);
    const metric = CATEGORICAL_METRICS[id].createStep(3);
    const proposal = projector.prepare(Float64Array.of(2, -1, 0.3), 1);
    const old = projector.prepare(Float64Array.of(0, 0, 0), 1);
    const reached = metric.distance(result.logProbabilities, 0, proposal, 0);
    const other = new Float64Array(3);
    let seen = 0;
    for (let i = 1; i < 200; i++) {
      for (let j = 1; i + j < 200; j++) {
        other.set([Math.log(i / 200), Math.log(j / 200), Math.log(1 - (i + j) / 200)]);
        if (metric.distance(other, 0, old, 0) > 0.02) continue;
        seen++;
        expect(metric.distance(other, 0, proposal, 0)).toBeGreaterThanOrEqual(reached - 1e-12);
      }
    }
    expect(seen).toBeGreaterThan(100);
  });

  it('projects many actions and float32 logits', () => {
    for (const n of [2, 64, 1024]) {
      const logits = Float32Array.from({ length: 3 * n }, (_, i) => 3 * Math.sin(i * 1.7));
      const old = Float32Array.from({ length: 3 * n }, (_, i) => 3 * Math.cos(i * 0.9));
      const projector = categoricalProjectorOf(CATEGORICAL_METRICS[id], { actions: n, entropy: null });
      const result = projector.createResult(3, 'float32');
      projector.forward(logits, old, { distance: Float64Array.of(1e-6, 1e-3, 1e-2) }, result, 3);
      expect(result.after.distance[0]).toBeLessThanOrEqual(1.01e-6);
      expect(result.after.distance[1]).toBeLessThanOrEqual(1.0002e-3);
      const gradient = new Float32Array(3 * n);
      projector.backward(projector.prepare(old, 3), result, new Float32Array(3 * n).fill(1), gradient, 3);
      for (const value of gradient) expect(Math.abs(value)).toBeLessThan(1e3);
    }
  });

  it('picks prepared old policies by row', () => {
    const projector = categoricalProjectorOf(CATEGORICAL_METRICS[id], { actions: 2, entropy: null });
    const old = projector.prepare(Float64Array.of(0, 0, 3, 0), 2);
    const result = projector.createResult(1);
    projector.forward(Float64Array.of(0, 2), old, { distance: 0.01 }, result, 1, Int32Array.of(1));
    const alone = projector.createResult(1);
    projector.forward(Float64Array.of(0, 2), Float64Array.of(3, 0), { distance: 0.01 }, alone, 1);
    expect(result.logProbabilities).toEqual(alone.logProbabilities);
    expect(() =>
      projector.forward(Float64Array.of(0, 2), old, { distance: 0.01 }, result, 1, Int32Array.of(2)),
    ).toThrow(/row 0 is state 2/);
  });

  it('refuses what is no pair of policies, with a sentence', () => {
    const attempt =
      (logits: number[], old: number[], bound = 0.1) =>
      () =>
        project(id, logits.length, Float64Array.from(logits), Float64Array.from(old), bound);
    expect(attempt([0, Number.NaN], [0, 0])).toThrow(/logits of state 0 holds NaN/);
    expect(attempt([0, 0], [0, Infinity])).toThrow(/old logits of state 0 holds Infinity/);
    expect(attempt([0, -Infinity], [0, 0])).toThrow(
      /action 1 of state 0 is forbidden by the proposed policy only/,
    );
    expect(attempt([0, 0], [-Infinity, 0])).toThrow(
      /action 0 of state 0 is forbidden by the old policy only/,
    );
    expect(attempt([-Infinity], [-Infinity])).toThrow(/forbid every action/);
    expect(attempt([0, 0], [0, 0], 0)).toThrow(/bound of state 0 is 0, expected a number above 0/);
    expect(() => categoricalProjectorOf(CATEGORICAL_METRICS[id], { actions: 0, entropy: null })).toThrow(
      /actions is 0/,
    );
  });

  it('has the trust-region loss’s gradient, the projection held constant', () => {
    fc.assert(
      fc.property(pair(4, 8), ({ n, logits, old }) => {
        const loss = categoricalTrustRegionLossOf(CATEGORICAL_METRICS[id], n);
        const constant = new Float64Array(n);
        logSoftmax(old, 0, n, constant, 0, 'logits', 0);
        const distanceAt = (moved: Float64Array, gradient = new Float64Array(n)) => {
          const p = new Float64Array(n);
          logSoftmax(moved, 0, n, p, 0, 'logits', 0);
          const distance = new Float64Array(1);
          loss.accumulate(p, constant, 2, gradient, distance, 1);
          return distance[0]!;
        };
        const gradient = new Float64Array(n);
        distanceAt(logits, gradient);
        for (let i = 0; i < n; i++) {
          if (logits[i] === -Infinity) continue;
          const up = logits.slice();
          const down = logits.slice();
          up[i]! += 1e-5;
          down[i]! -= 1e-5;
          const numeric = (2 * (distanceAt(up) - distanceAt(down))) / 2e-5;
          expect(gradient[i]).toBeCloseTo(numeric, 6);
        }
      }),
      { numRuns: 250 },
    );
  });

  describe('the entropy floor', () => {
    const modes = ['inequality', 'equality'] as const;
    const orders = ['after', 'before'] as const;
    it.each(modes.flatMap((mode) => orders.map((order) => [mode, order] as const)))(
      '%s, %s the trust region: is met, with the gradient of central differences',
      (mode, order) => {
        fc.assert(
          fc.property(pair(3, 6), fc.double({ min: 0.3, max: 0.95, noNaN: true }), (one, share) => {
            const { n, logits, old, upstream } = one;
            const allowed = logits.filter((value) => value !== -Infinity).length;
            // Actions that are equally likely stay so at any temperature.
            const apart = logits.filter(Number.isFinite).sort();
            fc.pre(allowed > 1 && apart.every((value, i) => i === 0 || value - apart[i - 1]! > 1e-3));
            const bounds = { distance: 0.05, entropyFloor: share * Math.log(allowed) };
            const projector = categoricalProjectorOf(CATEGORICAL_METRICS[id], {
              actions: n,
              entropy: { mode, order },
            });
            const result = projector.createResult(1);
            const run = (moved: Float64Array) => {
              projector.forward(moved, old, bounds, result, 1);
              return weighted(result.logProbabilities, upstream);
            };
            run(logits);
            if (order === 'after') {
              const reached = categoricalEntropy(result.logProbabilities, 0, n);
              expect(reached).toBeGreaterThanOrEqual(bounds.entropyFloor - 1e-9);
              if (mode === 'equality') expect(reached).toBeCloseTo(bounds.entropyFloor, 9);
            } else expect(result.after.distance[0]).toBeLessThanOrEqual(0.05 * (1 + 1e-9));
            const gradient = new Float64Array(n);
            projector.backward(old, result, upstream, gradient, 1);
            const scale = Math.max(1e-2, ...gradient.map(Math.abs));
            for (let i = 0; i < n; i++) {
              if (logits[i] === -Infinity) continue;
              const numericAt = (h: number) => {
                const up = logits.slice();
                const down = logits.slice();
                up[i]! += h;
                down[i]! -= h;
                return (run(up) - run(down)) / (2 * h);
              };
              const numeric = numericAt(1e-5);
              // Across a kink of a minimum or maximum there is no derivative to compare with.
              if (Math.abs(numeric - numericAt(2e-5)) > 1e-4 * scale) continue;
              expect(Math.abs(gradient[i]! - numeric)).toBeLessThan(1e-3 * scale);
            }
          }),
          { numRuns: 150 },
        );
      },
    );

    it('refuses a floor that no temperature reaches', () => {
      const projector = categoricalProjectorOf(CATEGORICAL_METRICS[id], {
        actions: 2,
        entropy: { mode: 'equality', order: 'after' },
      });
      const run = (logits: number[], entropyFloor: number) => () =>
        projector.forward(
          Float64Array.from(logits),
          Float64Array.of(0, 0),
          { distance: 1, entropyFloor },
          projector.createResult(1),
          1,
        );
      expect(run([0, 1], 0.7)).toThrow(
        /entropy floor of state 0 is 0.7 nats; 2 actions have less than 0.693/,
      );
      expect(run([0, 0], 0.1)).toThrow(/lowering the temperature ends at 0.693/);
    });
  });
});
