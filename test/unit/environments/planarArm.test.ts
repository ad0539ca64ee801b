import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ArmParameters, createPlanarArm } from '../../../src/environments/arm/planarArm.ts';
import { createRandom } from '../../../src/random/random.ts';

const FREE = { length: 0.1, mass: 0.05, rotorInertia: 1e-3, damping: 0 };

/** Energy and angular momentum about the pivot, from the motion of every rod: an account that knows no mass matrix. */
function account(state: ArrayLike<number>, { links, length, mass, rotorInertia }: ArmParameters) {
  let [jointX, jointY, jointU, jointV] = [0, 0, 0, 0];
  let angle = 0;
  let spin = 0;
  let energy = 0;
  let momentum = 0;
  for (let i = 0; i < links; i++) {
    const jointVelocity = state[links + i]!;
    angle += state[i]!;
    spin += jointVelocity;
    const [c, s] = [length * Math.cos(angle), length * Math.sin(angle)];
    const [x, y] = [jointX + c / 2, jointY + s / 2];
    const [u, v] = [jointU - (spin * s) / 2, jointV + (spin * c) / 2];
    const inertia = (mass * length * length) / 12;
    energy += 0.5 * mass * (u * u + v * v) + 0.5 * inertia * spin * spin;
    energy += 0.5 * rotorInertia * jointVelocity * jointVelocity;
    momentum += mass * (x * v - y * u) + inertia * spin;
    // A rotor that turns with its joint; those of later joints push the link before them back by as much.
    if (i === 0) momentum += rotorInertia * jointVelocity;
    jointX += c;
    jointY += s;
    jointU -= spin * s;
    jointV += spin * c;
  }
  return { energy, momentum };
}

function randomRow(seed: number, links: number, speed: number) {
  const random = createRandom(seed);
  const row = new Float64Array(2 * links);
  for (let i = 0; i < links; i++) {
    row[i] = Math.PI * (2 * random.uniform() - 1);
    row[links + i] = speed * (2 * random.uniform() - 1);
  }
  return row;
}

describe.each([1, 2, 3, 5])('planar arm of %i links', (links) => {
  it.each([1, 2, 3])(
    'keeps its energy and its angular momentum over 1,000 steps of 0.02 s (start %i)',
    (seed) => {
      const parameters = { links, ...FREE };
      const arm = createPlanarArm(parameters);
      const row = randomRow(seed, links, 8);
      const torque = new Float64Array(links);
      const start = account(row, parameters);
      for (let i = 0; i < 1000; i++) arm.advance(row, 0, torque, 0.02, 2);
      const end = account(row, parameters);
      expect(Math.abs(end.energy / start.energy - 1)).toBeLessThan(1e-3);
      // Of what the same energy could carry if all of it turned the stretched arm.
      const reach = links * FREE.length;
      const scale = Math.sqrt((2 * start.energy * links * FREE.mass * reach * reach) / 3);
      expect(Math.abs(end.momentum - start.momentum)).toBeLessThan(1e-3 * scale);
    },
  );

  it('gains what the torques do as work and loses what friction takes', () => {
    const parameters = { links, ...FREE, damping: 0.01 };
    const arm = createPlanarArm(parameters);
    const row = randomRow(7, links, 4);
    const torque = Float64Array.from({ length: links }, (_, i) => 0.1 * (-1) ** i);
    let work = 0;
    const before = account(row, parameters).energy;
    const h = 1e-3;
    for (let i = 0; i < 400; i++) {
      const earlier = row.slice();
      arm.advance(row, 0, torque, h, 1);
      for (let j = 0; j < links; j++) {
        const middle = (earlier[links + j]! + row[links + j]!) / 2;
        work += h * (torque[j]! * middle - parameters.damping * middle * middle);
      }
    }
    expect(account(row, parameters).energy - before).toBeCloseTo(work, 5);
  });

  it('turns about its pivot by the torque of the first joint alone', () => {
    const parameters = { links, ...FREE };
    const arm = createPlanarArm(parameters);
    const row = randomRow(9, links, 3);
    const torque = Float64Array.from({ length: links }, (_, i) => 0.05 * (i + 1));
    const before = account(row, parameters).momentum;
    for (let i = 0; i < 20; i++) arm.advance(row, 0, torque, 0.01, 4);
    // The reaction on the pivot has no moment about it.
    expect(account(row, parameters).momentum - before).toBeCloseTo(torque[0]! * 0.2, 7);
  });

  it('moves the same wherever its row is, and as a whole when the first joint is turned', () => {
    const arm = createPlanarArm({ links, ...FREE, damping: 0.01 });
    fc.assert(
      fc.property(
        fc.integer(),
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.integer({ min: 0, max: 3 }),
        (seed, turn, offset) => {
          const row = randomRow(seed, links, 5);
          const moved = new Float64Array(offset + 2 * links);
          moved.set(row, offset);
          moved[offset]! += turn;
          const torque = Float64Array.from({ length: links }, (_, i) => 0.02 * (i - 1));
          arm.advance(row, 0, torque, 0.02, 2);
          arm.advance(moved, offset, torque, 0.02, 2);
          row[0]! += turn;
          row.forEach((value, i) => {
            expect(moved[offset + i]).toBeCloseTo(value, 9);
          });
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('planar arm', () => {
  it('of one link accelerates as torque over inertia, rotor and all', () => {
    const arm = createPlanarArm({ links: 1, ...FREE });
    const row = new Float64Array(2);
    arm.advance(row, 0, Float64Array.of(0.01), 1, 1);
    const inertia = (0.05 * 0.01) / 3 + 1e-3;
    expect(row[1]).toBeCloseTo(0.01 / inertia, 9);
    expect(row[0]).toBeCloseTo(0.005 / inertia, 9);
  });

  it('of two links has the textbook mass matrix', () => {
    // Spong: d11 = m1 lc² + m2 (l² + lc² + 2 l lc cos q2) + 2I, d12 = m2 (lc² + l lc cos q2) + I, d22 = m2 lc² + I.
    const [m, l, J] = [FREE.mass, FREE.length, FREE.rotorInertia];
    const [lc, inertia, q2] = [l / 2, (m * l * l) / 12, 0.9];
    const d11 = m * lc * lc + m * (l * l + lc * lc + 2 * l * lc * Math.cos(q2)) + 2 * inertia + J;
    const d12 = m * (lc * lc + l * lc * Math.cos(q2)) + inertia;
    const d22 = m * lc * lc + inertia + J;
    const arm = createPlanarArm({ links: 2, ...FREE });
    const row = Float64Array.of(0.3, q2, 0, 0);
    const torque = Float64Array.of(0.02, -0.05);
    // From rest, so that a short step divided by its length is the acceleration.
    const h = 1e-5;
    arm.advance(row, 0, torque, h, 1);
    const [a1, a2] = [row[2]! / h, row[3]! / h];
    expect(d11 * a1 + d12 * a2).toBeCloseTo(torque[0]!, 8);
    expect(d12 * a1 + d22 * a2).toBeCloseTo(torque[1]!, 8);
  });

  it('converges with the fourth order', () => {
    const arm = createPlanarArm({ links: 5, ...FREE });
    const torque = new Float64Array(5);
    const rowAfter = (substeps: number) => {
      const row = randomRow(4, 5, 6);
      arm.advance(row, 0, torque, 0.2, substeps);
      return row;
    };
    const exact = rowAfter(1024);
    const error = (substeps: number) =>
      Math.max(...rowAfter(substeps).map((value, i) => Math.abs(value - exact[i]!)));
    expect(error(16) / error(32)).toBeGreaterThan(10);
  });
});
