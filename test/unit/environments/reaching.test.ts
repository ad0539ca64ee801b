import { describe, expect, it } from 'vitest';
import { reacher } from '../../../src/environments/reacher/dynamics.ts';
import { reacher5, reacher5Dense } from '../../../src/environments/reacher-5/dynamics.ts';
import { createRandom } from '../../../src/random/random.ts';
import { stepOnce } from './rows.ts';

function observed(environment: typeof reacher, state: readonly number[]) {
  const observation = new Float64Array(environment.observationSpace.size);
  environment.observe(Float64Array.from(state), observation, 1);
  return [...observation];
}

/** Tip of a chain of 0.1 m links. */
function tip(angles: readonly number[]) {
  let [x, y, angle] = [0, 0, 0];
  for (const q of angles) {
    angle += q;
    x += 0.1 * Math.cos(angle);
    y += 0.1 * Math.sin(angle);
  }
  return [x, y] as const;
}

describe('reacher', () => {
  it('observes directions, velocities, the goal and the way from the tip to it', () => {
    const [q1, q2] = [0.7, -1.9];
    const [x, y] = tip([q1, q2]);
    const expected = [
      ...[Math.cos(q1), Math.cos(q2), Math.sin(q1), Math.sin(q2)],
      ...[3, -4, 0.05, -0.12, 0.05 - x, -0.12 - y],
    ];
    observed(reacher, [q1, q2, 3, -4, 0.05, -0.12]).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i]!, 12);
    });
    expect(reacher.observationSpace.size).toBe(expected.length);
  });

  it('costs the distance after the step and the squared torques, clipped', () => {
    const state = [0.2, 0.4, 0, 0, -0.1, 0.05];
    const result = stepOnce(reacher, state, [0.5, -7]);
    const [x, y] = tip(result.state.slice(0, 2));
    expect(result.reward).toBeCloseTo(-Math.hypot(-0.1 - x, 0.05 - y) - 0.01 * (0.25 + 1), 12);
    expect(stepOnce(reacher, state, [0.5, -1])).toEqual(result);
    expect(result.state.slice(4)).toEqual([-0.1, 0.05]);
  });

  it('never terminates and is truncated after 100 steps', () => {
    const there = [0, 0, 0, 0, 0.2, 0];
    expect(stepOnce(reacher, there, [0, 0], 98)).toMatchObject({ terminated: false, truncated: false });
    expect(stepOnce(reacher, there, [0, 0], 99)).toMatchObject({ terminated: false, truncated: true });
  });

  it('can be done by hand: a spring from the tip to the goal', () => {
    const random = createRandom(4);
    const row = new Float64Array(6);
    for (let episode = 0; episode < 20; episode++) {
      reacher.reset(row, 0, random);
      row[1] = 0.5;
      let state: readonly number[] = [...row];
      for (let i = 0; i < 400; i++) {
        const [q1, q2, u1, u2, gx, gy] = state as [number, number, number, number, number, number];
        const [x, y] = tip([q1, q2]);
        const [fx, fy] = [20 * (gx - x), 20 * (gy - y)];
        const [ex, ey] = [0.1 * Math.cos(q1 + q2), 0.1 * Math.sin(q1 + q2)];
        // Jacobian transpose, in units of 0.1 N m.
        const torque = [10 * (x * fy - y * fx) - 0.3 * u1, 10 * (ex * fy - ey * fx) - 0.3 * u2];
        state = stepOnce(reacher, state, torque).state;
      }
      const [x, y] = tip(state.slice(0, 2));
      expect(Math.hypot(x - state[4]!, y - state[5]!)).toBeLessThan(0.02);
    }
  });
});

describe.each([reacher, reacher5, reacher5Dense])('$id', (environment) => {
  const links = environment.actionSpace.size;
  const reach = 0.1 * links;

  it('starts stretched and nearly at rest, with goals all over its reach', () => {
    const random = createRandom(5);
    const state = new Float64Array(environment.stateSize);
    const radii: number[] = [];
    let [meanX, meanY] = [0, 0];
    for (let i = 0; i < 2000; i++) {
      environment.reset(state, 0, random);
      for (let j = 0; j < links; j++) {
        expect(Math.abs(state[j]!)).toBeLessThanOrEqual(0.1);
        expect(Math.abs(state[links + j]!)).toBeLessThanOrEqual(0.005);
      }
      radii.push(Math.hypot(state[2 * links]!, state[2 * links + 1]!) / reach);
      meanX += state[2 * links]! / reach / 2000;
      meanY += state[2 * links + 1]! / reach / 2000;
    }
    expect(Math.max(...radii)).toBeLessThanOrEqual(1);
    // Uniform in the disc: the squared radius is uniform in [0, 1], the mean is the pivot.
    expect(radii.filter((r) => r * r < 0.25).length / 2000).toBeCloseTo(0.25, 1);
    expect(Math.hypot(meanX, meanY)).toBeLessThan(0.05);
  });
});

describe('reacher 5', () => {
  const state = [...[0.1, 0.2, -0.3, 0.4, 0.5], ...[1, 2, 3, 2, 1], 0.2, -0.3];
  const action = [1, -1, 0.5, 0, 0.2];
  const effort = 0.01 * (1 + 1 + 0.25 + 0.04);

  it('counts the distance after the last step only, as often as there are steps', () => {
    const during = stepOnce(reacher5, [...state, 60], action, 60);
    expect(during.reward).toBeCloseTo(-effort, 12);
    expect(during).toMatchObject({ terminated: false, truncated: false });
    const last = stepOnce(reacher5, [...state, 199], action, 199);
    const [x, y] = tip(last.state.slice(0, 5));
    expect(last.reward).toBeCloseTo(-200 * Math.hypot(0.2 - x, -0.3 - y) - effort, 10);
    expect(last).toMatchObject({ terminated: true, truncated: false });
  });

  it('observes its clock, which follows the steps taken', () => {
    const next = stepOnce(reacher5, [...state, 0], action, 49).state;
    expect(next[12]).toBe(50);
    expect(observed(reacher5, next).at(-1)).toBe(0.25);
    const random = createRandom(1);
    const row = new Float64Array(reacher5.stateSize).fill(9);
    reacher5.reset(row, 0, random);
    expect(observed(reacher5, [...row]).at(-1)).toBe(0);
  });

  it('moves as its dense twin, which counts the distance each step', () => {
    const sparse = stepOnce(reacher5, [...state, 10], action, 10);
    const dense = stepOnce(reacher5Dense, state, action, 10);
    expect(sparse.state.slice(0, 12)).toEqual(dense.state);
    const [x, y] = tip(dense.state.slice(0, 5));
    expect(dense.reward).toBeCloseTo(-Math.hypot(0.2 - x, -0.3 - y) - effort, 12);
    expect(stepOnce(reacher5Dense, state, action, 199)).toMatchObject({ terminated: false, truncated: true });
    expect(observed(reacher5Dense, dense.state)).toEqual(observed(reacher5, sparse.state).slice(0, -1));
  });
});
