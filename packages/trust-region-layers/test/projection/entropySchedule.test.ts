import { describe, expect, it } from 'vitest';
import { readFixture, type ScheduleCase } from '../../../../test/support/projectionFixtures.ts';
import { type EntropySchedule, entropyFloorAt } from '../../src/entropy/entropySchedule.ts';

describe('entropyFloorAt', () => {
  it('gives the recorded floors', () => {
    const cases = readFixture<ScheduleCase>('entropy_schedule');
    expect(new Set(cases.map((one) => one.schedule))).toEqual(new Set(['linear', 'exp']));
    for (const one of cases) {
      const floor = entropyFloorAt(
        {
          kind: one.schedule === 'exp' ? 'exponential' : 'linear',
          dimension: one.dim,
          totalUpdates: one.total_steps,
          initialEntropy: one.initial_entropy,
          targetEntropy: one.target_entropy,
          temperature: one.temperature,
        },
        one.step,
      );
      expect(Math.abs(floor - one.bound)).toBeLessThan(1e-14 * (1 + Math.abs(one.bound)));
    }
  });

  const schedule: EntropySchedule = {
    kind: 'linear',
    dimension: 3,
    totalUpdates: 100,
    initialEntropy: 4,
    targetEntropy: -1,
    temperature: 0.5,
  };

  it('starts at the initial entropy and ends where it should', () => {
    expect(entropyFloorAt(schedule, 0)).toBe(4);
    expect(entropyFloorAt(schedule, 100)).toBe(-1);
    expect(entropyFloorAt({ ...schedule, kind: 'exponential' }, 0)).toBe(4);
    expect(entropyFloorAt({ ...schedule, kind: 'exponential' }, 100)).toBeCloseTo(-3 + 7 / 1024, 12);
  });

  it('has no floor when there is no schedule', () => {
    expect(entropyFloorAt({ ...schedule, kind: 'none' }, 50)).toBe(-Infinity);
  });
});
