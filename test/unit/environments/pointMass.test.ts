import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pointMass } from '../../../src/environments/point-mass/dynamics.ts';
import {
  clearance,
  GOAL,
  MASS_RADIUS,
  ROOM,
  shortestWay,
  WALL,
} from '../../../src/environments/point-mass/room.ts';
import { createRandom } from '../../../src/random/random.ts';
import { stepOnce } from './rows.ts';

const TERMINAL_SPEED = 2;

/** Somewhere the disc may be, at any speed it can reach. */
const anyState = fc
  .record({
    x: fc.double({ min: -1.55, max: 1.55, noNaN: true }),
    y: fc.double({ min: -0.95, max: 0.95, noNaN: true }),
    vx: fc.double({ min: -TERMINAL_SPEED, max: TERMINAL_SPEED, noNaN: true }),
    vy: fc.double({ min: -TERMINAL_SPEED, max: TERMINAL_SPEED, noNaN: true }),
  })
  .filter(({ x, y }) => clearance(x, y) >= 0)
  .map(({ x, y, vx, vy }) => [x, y, vx, vy]);
const anyForce = fc.array(fc.double({ min: -1.5, max: 1.5, noNaN: true }), { minLength: 2, maxLength: 2 });

function expectOutsideWalls([x, y]: readonly number[]) {
  expect(clearance(x!, y!)).toBeGreaterThan(-1e-12);
  expect(Math.abs(x!)).toBeLessThanOrEqual(ROOM.halfWidth - MASS_RADIUS);
  expect(Math.abs(y!)).toBeLessThanOrEqual(ROOM.halfHeight - MASS_RADIUS);
}

describe('point mass: motion', () => {
  it('never enters a wall, nor jumps through one', () => {
    fc.assert(
      fc.property(anyState, fc.array(anyForce, { minLength: 1, maxLength: 30 }), (start, forces) => {
        let state = start;
        for (const force of forces) {
          const next = stepOnce(pointMass, state, force).state;
          expectOutsideWalls(next);
          // Changing sides is possible only above the wall's end: a step moves at most 0.15 m.
          if (next[0]! * state[0]! < 0) {
            expect(Math.max(next[1]!, state[1]!)).toBeGreaterThan(WALL.top);
          }
          state = next;
        }
      }),
      { numRuns: 300 },
    );
  });

  it('slides along the wall at full speed with no way through', () => {
    let state = [-0.5, -0.8, 0, 0];
    for (let i = 0; i < 60 && state[1]! < WALL.top; i++) {
      state = stepOnce(pointMass, state, [1, 0.5]).state;
      expectOutsideWalls(state);
      if (state[1]! < WALL.top) expect(state[0]).toBeLessThanOrEqual(-WALL.halfThickness - MASS_RADIUS);
    }
    expect(state[1]).toBeGreaterThanOrEqual(WALL.top);
  });

  it('loses the velocity into a surface and keeps the velocity along it', () => {
    const touching = -(WALL.halfThickness + MASS_RADIUS);
    const { state } = stepOnce(pointMass, [touching, -0.5, 1.5, 1], [0, 0]);
    expect(state[0]).toBeCloseTo(touching, 12);
    expect(state[2]).toBe(0);
    expect(state[3]).toBeCloseTo(Math.exp(-2 * 0.05), 12);
    const corner = stepOnce(pointMass, [-1.55, -0.95, -1, -1], [-1, -1]).state;
    expect(corner).toEqual([-1.55, -0.95, 0, 0]);
  });

  it('reaches 2 m/s under full force along one axis, as drag 2/s and 4 m/s² demand', () => {
    // Put back to the left edge each time, so that only the velocity goes on.
    let speed = 0;
    for (let i = 0; i < 200; i++) {
      speed = stepOnce(pointMass, [-1.5, 0.8, speed, 0], [1, 0]).state[2]!;
      expect(speed).toBeLessThanOrEqual(TERMINAL_SPEED);
    }
    expect(speed).toBeCloseTo(TERMINAL_SPEED, 6);
  });

  it('follows the exact solution of v̇ = 4a − 2v in free flight', () => {
    const { state } = stepOnce(pointMass, [-1, 0.5, 0.3, -0.2], [0.5, 1]);
    const decay = Math.exp(-0.1);
    const flight = (position: number, velocity: number, force: number) => [
      position + 2 * force * 0.05 + (velocity - 2 * force) * ((1 - decay) / 2),
      2 * force + (velocity - 2 * force) * decay,
    ];
    const [x, vx] = flight(-1, 0.3, 0.5);
    const [y, vy] = flight(0.5, -0.2, 1);
    [x, y, vx, vy].forEach((value, index) => {
      expect(state[index]).toBeCloseTo(value!, 12);
    });
  });

  it('only loses kinetic energy when nothing pushes', () => {
    fc.assert(
      fc.property(anyState, (start) => {
        let state = start;
        for (let i = 0; i < 10; i++) {
          const next = stepOnce(pointMass, state, [0, 0]).state;
          expect(Math.hypot(next[2]!, next[3]!)).toBeLessThanOrEqual(
            Math.hypot(state[2]!, state[3]!) + 1e-12,
          );
          state = next;
        }
      }),
      { numRuns: 100 },
    );
  });

  it('clips the force: 3.9 acts and costs like 1', () => {
    const start = [-1, 0, 0.1, 0.2];
    expect(stepOnce(pointMass, start, [3.9, -17])).toEqual(stepOnce(pointMass, start, [1, -1]));
  });
});

describe('point mass: task', () => {
  it('terminates on arrival and not when flying through', () => {
    const start = [GOAL.x - 0.05, GOAL.y, 0.1, 0];
    const arrival = stepOnce(pointMass, start, [0, 0], 10);
    expect(arrival).toMatchObject({ terminated: true, truncated: false });
    expect(arrival.reward).toBeGreaterThan(9.5);
    expect(stepOnce(pointMass, [GOAL.x - 0.05, GOAL.y, 1.5, 0], [0, 0]).terminated).toBe(false);
    expect(stepOnce(pointMass, [GOAL.x - 0.3, GOAL.y, 0, 0], [0, 0]).terminated).toBe(false);
  });

  it('is truncated at step 150 unless it terminates there', () => {
    const away = [-1, 0, 0, 0];
    expect(stepOnce(pointMass, away, [0, 0], 148).truncated).toBe(false);
    expect(stepOnce(pointMass, away, [0, 0], 149)).toMatchObject({ truncated: true, terminated: false });
    const there = [GOAL.x, GOAL.y, 0, 0];
    expect(stepOnce(pointMass, there, [0, 0], 149)).toMatchObject({ truncated: false, terminated: true });
  });

  it('starts left of the wall, at rest, clear of every surface', () => {
    const random = createRandom(8);
    const state = new Float64Array(4);
    const ys: number[] = [];
    for (let i = 0; i < 1000; i++) {
      pointMass.reset(state, 0, random);
      expect(state[0]).toBeLessThan(WALL.x);
      expect(clearance(state[0]!, state[1]!)).toBeGreaterThan(0.04);
      expectOutsideWalls([...state]);
      expect([state[2], state[3]]).toEqual([0, 0]);
      ys.push(state[1]!);
    }
    expect(Math.min(...ys)).toBeLessThan(-0.85);
    expect(Math.max(...ys)).toBeGreaterThan(0.85);
  });

  it('measures the shortest way around the wall', () => {
    // Straight in the open and over the top.
    expect(shortestWay(0.5, -0.5)).toBeCloseTo(0.6, 12);
    expect(shortestWay(-0.2, 0.9)).toBeCloseTo(Math.hypot(1.3, 1.4), 12);
    // Below the wall's end it cannot be shorter than over a point touching the cap, nor than the straight line.
    const reach = WALL.halfThickness + MASS_RADIUS;
    for (const [x, y] of [
      [-1.3, -0.5],
      [-reach, -0.9],
      [-0.3, 0.1],
    ] as const) {
      const way = shortestWay(x, y);
      expect(way).toBeGreaterThan(
        Math.hypot(x, y - WALL.top - reach) + Math.hypot(GOAL.x, GOAL.y - WALL.top - reach) - 0.1,
      );
      expect(way).toBeGreaterThan(Math.hypot(x - GOAL.x, y - GOAL.y));
    }
    // By hand: straight up the surface, over the cap, down the tangent.
    const goalDistance = Math.hypot(GOAL.x, GOAL.y - WALL.top);
    const goalAngle = Math.atan2(GOAL.x, GOAL.y - WALL.top) - Math.acos(reach / goalDistance);
    expect(shortestWay(-reach, -0.9)).toBeCloseTo(
      WALL.top + 0.9 + reach * (goalAngle + Math.PI / 2) + Math.sqrt(goalDistance ** 2 - reach ** 2),
      12,
    );
  });

  it('never claims more progress than the disc has moved', () => {
    fc.assert(
      fc.property(anyState, anyForce, (state, force) => {
        const next = stepOnce(pointMass, state, force).state;
        const moved = Math.hypot(next[0]! - state[0]!, next[1]! - state[1]!);
        const gained = shortestWay(state[0]!, state[1]!) - shortestWay(next[0]!, next[1]!);
        // A chord across the cap is shorter than its arc, by no more than this for a step of 0.15 m.
        expect(Math.abs(gained)).toBeLessThan(moved + 0.03);
      }),
      { numRuns: 500 },
    );
  });

  it('can be done by hand, and earns what the summary of the task says', () => {
    const target = (x: number): readonly [number, number] => {
      if (x < -0.15) return [-0.1, 0.75];
      if (x < 0.15) return [0.3, 0.6];
      return [GOAL.x, GOAL.y];
    };
    const random = createRandom(5);
    const row = new Float64Array(4);
    for (let episode = 0; episode < 20; episode++) {
      pointMass.reset(row, 0, random);
      let state = [...row];
      let total = 0;
      let arrived = false;
      for (let i = 0; i < pointMass.maxEpisodeSteps && !arrived; i++) {
        const [tx, ty] = target(state[0]!);
        const force = [tx - state[0]! - 0.2 * state[2]!, ty - state[1]! - 0.2 * state[3]!].map((f) => 2 * f);
        const result = stepOnce(pointMass, state, force);
        state = result.state;
        total += result.reward;
        arrived = result.terminated;
      }
      expect(arrived).toBe(true);
      expect(total).toBeGreaterThan(15);
    }
  });
});
