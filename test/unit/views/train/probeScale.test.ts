import { describe, expect, it } from 'vitest';
import {
  bellFrame,
  magnified,
  outlineFrame,
  probeBells,
  probeOutlines,
} from '../../../../src/views/train/probeScale.ts';

/** Two states of three actions; the covariances are multiples of the identity. */
function gaussians(shift: number, variance: number) {
  return {
    mean: Float64Array.of(0, 1, 2, 10, 11, 12).map((value) => value + shift),
    covariance: Float64Array.from({ length: 18 }, (_, i) => ((i % 9) % 4 === 0 ? variance : 0)),
  };
}
const NONE = { mean: new Float64Array(), covariance: new Float64Array() };
const PROBES = {
  observation: new Float32Array(),
  state: new Float64Array(),
  old: gaussians(0, 4),
  proposed: gaussians(1, 1),
  projected: null,
  proposedDistance: NONE,
  projectedDistance: null,
};

const bell = (mean: number, deviation: number) => ({ mean, deviation });
const circle = (x: number, y: number, radius: number) => ({ x, y, xx: radius, xy: 0, yy: radius });

describe('the policies of probe states', () => {
  it('are the marginals over the pair, state by state, with a projection only where there is one', () => {
    const [, second] = probeOutlines(PROBES, 3, [0, 2]);
    expect(second!.old).toEqual(circle(10, 12, 2));
    expect(second!.proposed).toEqual(circle(11, 13, 1));
    expect(second!.projected).toBeNull();
    expect(probeOutlines({ ...PROBES, projected: PROBES.old }, 3, [0, 2])[1]!.projected).toEqual(second!.old);
  });

  it('are bells over a single action', () => {
    const single = { mean: Float64Array.of(3, 4), covariance: Float64Array.of(4, 9) };
    const bells = probeBells({ ...PROBES, old: single, proposed: single });
    expect(bells.map(({ old }) => old)).toEqual([bell(3, 2), bell(4, 3)]);
  });

  it('are magnified away from the old one alone', () => {
    const shapes = { old: 1, proposed: 2, projected: null };
    const triple = (shape: number, old: number) => old + 3 * (shape - old);
    expect(magnified(shapes, triple)).toEqual({ old: 1, proposed: 4, projected: null });
    expect(magnified({ ...shapes, projected: 3 }, triple).projected).toBe(7);
  });
});

describe('the frame of a state', () => {
  it('holds every outline, wherever it went', () => {
    const near = { old: circle(0, 0, 0.1), proposed: circle(0, 0, 0.1), projected: null };
    const far = { old: circle(5, 5, 0.1), proposed: circle(5, 7, 1), projected: circle(5, 5, 1) };
    const { centre, half } = outlineFrame(far, null);
    expect(centre[1]! + half).toBeGreaterThan(8);
    expect(centre[1]! - half).toBeLessThan(4);
    expect(half).toBeLessThan(4);
    expect(outlineFrame(near, null).half).toBeLessThan(0.2);
  });

  it('holds the bells that moved, however far', () => {
    const still = { old: bell(0, 1), proposed: bell(0, 1), projected: null };
    expect(bellFrame(still, null)).toEqual({ centre: [0], half: 3 });
    const { centre, half } = bellFrame({ ...still, proposed: bell(40, 0.01) }, null);
    expect(centre[0]! - half).toBeLessThan(-2.6);
    expect(centre[0]! + half).toBeGreaterThan(40.02);
  });

  it('is never nothing, and holds still while it fits', () => {
    const point = { old: circle(0, 0, 0), proposed: circle(0, 0, 0), projected: null };
    expect(outlineFrame(point, null).half).toBeGreaterThan(0);
    const previous = { centre: [0.1], half: 3.5 };
    expect(bellFrame({ old: bell(0, 1), proposed: bell(0, 1), projected: null }, previous)).toBe(previous);
  });
});
