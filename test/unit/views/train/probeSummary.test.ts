import { describe, expect, it } from 'vitest';
import { probeSummary } from '../../../../src/views/train/probeSummary.ts';

const BOUNDS = { mean: 0.03, covariance: 0.001 };
const distances = (...mean: number[]) => ({
  mean: Float64Array.from(mean),
  covariance: new Float64Array(mean.length),
});

describe('the sentence over the probe states', () => {
  it('says that the network acts, and what the layer does', () => {
    const projectedDistance = distances(0.03, 0.02);
    const held = probeSummary({ proposedDistance: distances(0.05, 0.02), projectedDistance }, BOUNDS);
    expect(held).toContain('acts. In 1 of 2 states it is beyond a bound');
    const free = probeSummary({ proposedDistance: distances(0.02, 0.02), projectedDistance }, BOUNDS);
    expect(free).toContain('the layer changes nothing');
    expect(probeSummary({ proposedDistance: distances(), projectedDistance: null }, BOUNDS)).toBe('');
  });

  it('says that nothing holds it where there is no layer, and counts both parts', () => {
    const proposedDistance = { ...distances(0.02, 0.02), covariance: Float64Array.of(0.5, 0) };
    const words = probeSummary({ proposedDistance, projectedDistance: null }, BOUNDS);
    expect(words).toContain('Nothing holds it: beyond a bound in 1 of 2 states.');
  });
});
