import { describe, expect, it } from 'vitest';
import { countedReturn, scoreOf, scoreScale } from '../../../src/comparison/scores.ts';
import { ENVIRONMENT_IDS, environmentById } from '../../../src/environments/environmentById.ts';

/** Mean returns of 2,000 episodes of uniform actions, played by another program. */
const LONG: Readonly<Record<string, number>> = {
  pendulum: -1235.6,
  'mountain-car': -33.22,
  'cart-pole': 14.73,
  acrobot: -499.95,
  'point-mass': -24.83,
  reacher: -22.33,
  'reacher-5': -85.43,
  'reacher-5-dense': -97.0,
  'cart-pole-balance': 22.04,
  'acrobot-discrete': -498.37,
  'mountain-car-discrete': -200,
  // Not played: the sum over all words.
  spelling: 0.0016,
};

describe('scores', () => {
  it.each(ENVIRONMENT_IDS)('%s: 0 is what random actions get, 1 lies above it', (id) => {
    const { random, solved, agreed } = scoreScale(id);
    expect(Math.abs(random - LONG[id]!)).toBeLessThan(0.05 * Math.abs(LONG[id]!) + 1);
    expect(solved).toBeGreaterThan(random);
    const { solvedReturn } = environmentById(id);
    expect(agreed).toBe(solvedReturn !== null);
    if (solvedReturn !== null) expect(solved).toBe(solvedReturn);
  });

  it('run from random to solved; a run without an episode counts as random', () => {
    const scale = { random: -1000, solved: -200, agreed: true };
    expect(scoreOf({ finalReturn: -1000 }, scale)).toBe(0);
    expect(scoreOf({ finalReturn: -200 }, scale)).toBe(1);
    expect(scoreOf({ finalReturn: -600 }, scale)).toBe(0.5);
    expect(scoreOf({ finalReturn: null }, scale)).toBe(0);
    expect(countedReturn({ finalReturn: null }, scale)).toBe(-1000);
  });
});
