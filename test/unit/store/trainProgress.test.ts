import { describe, expect, it } from 'vitest';
import { formatDuration, formatExpected, secondsLeft } from '../../../src/store/trainProgress.ts';

describe('time left', () => {
  it('counts the steps of every seed', () => {
    expect(secondsLeft(1000, 3000, 4, 800)).toBe(10);
  });

  it('is unknown without a speed and nothing past the budget', () => {
    expect(secondsLeft(0, 1000, 1, 0)).toBeNull();
    expect(secondsLeft(0, 1000, 1, Number.NaN)).toBeNull();
    expect(secondsLeft(2048, 1000, 1, 100)).toBe(0);
  });

  it('is said in seconds, minutes or hours', () => {
    expect([0, 8.4, 59.6, 125, 3599, 12_000].map(formatDuration)).toEqual([
      '0 s',
      '8 s',
      '1 min 00 s',
      '2 min 05 s',
      '59 min 59 s',
      '3 h 20 min',
    ]);
  });
});

describe('formatExpected', () => {
  it('claims no seconds that nobody knows', () => {
    expect([8.4, 80, 119, 120, 1133, 3569, 3570, 12_000].map(formatExpected)).toEqual([
      ...['8 s', '1 min 20 s', '1 min 59 s', '2 min', '19 min', '59 min'],
      ...['59 min 30 s', '3 h 20 min'],
    ]);
  });
});
