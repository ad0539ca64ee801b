import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Horizon } from '../../../src/training/horizon.ts';

const at = (iteration: number, halted = true) => ({ iteration, halted });

describe('Horizon', () => {
  it('lets an ordinary run go to the edge', () => {
    const horizon = new Horizon(false);
    expect(horizon.to).toBe(Infinity);
    expect(horizon.hurries).toBe(false);
    expect(horizon.allowed([at(3, false), at(4, false)], 7)).toBe(7);
    expect(horizon.isReachedBy([at(7), at(7)])).toBe(false);
  });

  it('halts whoever is ahead at a pause, and lets those behind go on to the last of them', () => {
    const horizon = new Horizon(false);
    horizon.pause();
    expect(horizon.to).toBe(0);
    expect(horizon.hurries).toBe(true);
    expect(horizon.allowed([at(5, false), at(3, false)], 8)).toBe(5);
    expect(horizon.isReachedBy([at(5), at(3)])).toBe(false);
    expect(horizon.isReachedBy([at(5), at(5, false)])).toBe(false);
    expect(horizon.isReachedBy([at(5), at(5)])).toBe(true);
  });

  it('starts paused before the first iteration', () => {
    const horizon = new Horizon(true);
    expect(horizon.allowed([], 2)).toBe(0);
    expect(horizon.isReachedBy([at(0), at(0)])).toBe(true);
    horizon.resume(0);
    expect(horizon.to).toBe(Infinity);
  });

  it('takes one iteration after the last that anybody has finished', () => {
    const horizon = new Horizon(true);
    horizon.step(6);
    expect(horizon.to).toBe(7);
    expect(horizon.isReachedBy([at(6), at(6)])).toBe(false);
    expect(horizon.isReachedBy([at(7), at(7)])).toBe(true);
    // Somebody was further than they had said.
    expect(horizon.isReachedBy([at(7), at(8)])).toBe(false);
    expect(horizon.allowed([at(7), at(8)], 10)).toBe(8);
  });

  it('goes on to where a replay leads until the run has been there', () => {
    const horizon = new Horizon(false, 20);
    expect(horizon.allowed([at(4, false)], 6)).toBe(6);
    horizon.pause();
    horizon.resume(5);
    expect(horizon.to).toBe(20);
    horizon.step(5);
    horizon.resume(6);
    expect(horizon.to).toBe(20);
    horizon.resume(20);
    expect(horizon.to).toBe(Infinity);
    horizon.replay(30);
    expect(horizon.to).toBe(30);
  });

  it('ends a run as it pauses, without becoming paused', () => {
    const horizon = new Horizon(false);
    horizon.end();
    expect(horizon.ends).toBe(true);
    expect(horizon.to).toBe(Infinity);
    expect(horizon.hurries).toBe(true);
    expect(horizon.allowed([at(5, false), at(3, false)], 8)).toBe(5);
    expect(horizon.isReachedBy([at(5), at(5)])).toBe(true);
  });

  it('is reached by sessions that go as far as they may, in any order, at the first iteration it can be', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 0, max: 20 }),
        fc.infiniteStream(fc.nat()),
        (starts, to, whose) => {
          const horizon = new Horizon(false, Math.max(1, to));
          const sessions = starts.map((iteration) => ({ iteration, halted: false }));
          while (!horizon.isReachedBy(sessions)) {
            const session = sessions[whose.next().value % sessions.length]!;
            if (session.iteration < horizon.allowed(sessions, 100)) session.iteration++;
            else session.halted = true;
          }
          const stands = Math.max(1, to, ...starts);
          for (const { iteration } of sessions) expect(iteration).toBe(stands);
        },
      ),
    );
  });
});
