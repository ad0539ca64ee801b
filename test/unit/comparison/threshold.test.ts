import { describe, expect, it } from 'vitest';
import { stepsToThreshold } from '../../../src/comparison/threshold.ts';

const curve = (...points: [steps: number, episodes: number, mean: number][]) => points;

describe('steps to a threshold', () => {
  it('waits for thirty-two episodes', () => {
    expect(stepsToThreshold(curve([100, 31, 10]), 5)).toBeNull();
    expect(stepsToThreshold(curve([100, 16, 10], [200, 16, 10]), 5)).toBe(200);
  });

  it('averages over the last thirty-two, weighted by episodes', () => {
    // 16 episodes of 0 and 16 of 10 average 5; the iteration after it has forgotten the zeros.
    const rising = curve([100, 32, 0], [200, 16, 10], [300, 16, 10]);
    expect(stepsToThreshold(rising, 5)).toBe(200);
    expect(stepsToThreshold(rising, 5.1)).toBe(300);
  });

  it('is null where it was never reached, also for an empty curve', () => {
    expect(stepsToThreshold(curve([100, 64, -200], [200, 64, -180]), -170)).toBeNull();
    expect(stepsToThreshold([], 0)).toBeNull();
  });
});
