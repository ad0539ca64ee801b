import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WritePace } from '../../../src/keeping/writePace.ts';

describe('WritePace', () => {
  it('takes at most a twentieth of the time, at most every three seconds, and begins at once', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 5000, noNaN: true }), { maxLength: 50 }), (durations) => {
        const pace = new WritePace();
        let now = 0;
        let writing = 0;
        for (const duration of durations) {
          while (!pace.isDue(now)) now += 100;
          expect(now === 0 || writing <= now / 20).toBe(true);
          pace.written(now, now + duration);
          writing += duration;
          now += duration;
          expect(pace.isDue(now + 2999)).toBe(false);
        }
      }),
    );
  });

  it('waits longer where it went wrong', () => {
    const pace = new WritePace();
    expect(pace.isDue(0)).toBe(true);
    pace.failed(0);
    expect(pace.isDue(29_999)).toBe(false);
    expect(pace.isDue(30_000)).toBe(true);
  });
});
