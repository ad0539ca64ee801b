import { describe, expect, it } from 'vitest';
import { barPosition } from '../../../../src/views/lab/BoundBar.tsx';
import { type LabelRequest, placeLabels } from '../../../../src/views/lab/labelPlacement.ts';
import {
  betweenViews,
  fitView,
  inSight,
  outlineAt,
  panned,
  planeScale,
  settleView,
  zoomed,
} from '../../../../src/views/lab/planeView.ts';

const UNIT = { mean: [0, 0], covariance: { xx: 1, xy: 0, yy: 1 } } as const;

describe('the part of the plane in sight', () => {
  it('fits the 2σ contours with some room', () => {
    const { centre, half } = fitView([UNIT, { ...UNIT, mean: [2, 0] }]);
    expect(centre).toEqual([1, 0]);
    expect(half).toBeGreaterThan(3);
    expect(half).toBeLessThan(4);
  });

  it('holds a place that is spoken of as well', () => {
    const place = [4, -1] as const;
    expect(inSight(place, fitView([UNIT]))).toBe(false);
    expect(inSight(place, fitView([UNIT, outlineAt(place)]))).toBe(true);
  });

  it('stays while everything is in sight, and fits again when it is not', () => {
    const view = fitView([UNIT]);
    expect(settleView(view, [{ ...UNIT, mean: [0.2, 0] }])).toBe(view);
    expect(settleView(view, [{ ...UNIT, mean: [3, 0] }])).not.toBe(view);
    expect(settleView(view, [{ mean: [0, 0], covariance: { xx: 0.01, xy: 0, yy: 0.01 } }])).not.toBe(view);
  });

  it('is moved and zoomed by hand, around what stays where it is', () => {
    const view = fitView([UNIT]);
    expect(panned(view, [1, -2])).toEqual({ centre: [1, -2], half: view.half });
    const around = [0.7, -0.3] as const;
    const nearer = zoomed(view, 2, around);
    expect(nearer.half).toBeCloseTo(view.half / 2, 12);
    const [before, after] = [view, nearer].map((one) => planeScale(one, 0, 0, 400));
    expect(after!.x(around[0])).toBeCloseTo(before!.x(around[0]), 9);
    expect(after!.y(around[1])).toBeCloseTo(before!.y(around[1]), 9);
    expect(zoomed(view, 1e9, around).half).toBeGreaterThan(0);
    expect(zoomed(view, 1e-9, around).half).toBeLessThan(1e3);
  });

  it('glides from one view to another', () => {
    const [from, to] = [fitView([UNIT]), fitView([{ ...UNIT, mean: [4, 4] }])];
    expect(betweenViews(from, to, 0)).toEqual(from);
    expect(betweenViews(from, to, 1).centre).toEqual(to.centre);
  });

  it('maps pixels back to actions, with a₂ upwards', () => {
    const scale = planeScale({ centre: [1, -1], half: 2 }, 40, 10, 400);
    expect([scale.x(1), scale.y(-1)]).toEqual([240, 210]);
    expect(scale.y(0)).toBeLessThan(scale.y(-1));
    const [a1, a2] = scale.invert(scale.x(0.3), scale.y(0.7));
    expect(a1).toBeCloseTo(0.3, 12);
    expect(a2).toBeCloseTo(0.7, 12);
  });
});

describe('the bar of a distance', () => {
  it('has the bound in the middle and ends three decades away', () => {
    expect(barPosition(0.03, 0.03)).toBe(0.5);
    expect(barPosition(30, 0.03)).toBeCloseTo(1, 12);
    expect(barPosition(1e9, 0.03)).toBe(1);
    expect(barPosition(0, 0.03)).toBe(0);
  });
});

describe('direct labels', () => {
  const bounds = { left: 0, top: 0, right: 400, bottom: 400 };
  const circle = { x: 200, y: 200, matrix: [80, 0, 0, -80] } as const;
  const request = (key: string): LabelRequest => ({ key, width: 60, height: 18, contour: circle });

  it('keep apart and inside, even around one and the same ellipse', () => {
    const placed = placeLabels(['a', 'b', 'c'].map(request), bounds, [], [circle], new Map());
    for (const { x, y } of placed) {
      expect(x).toBeGreaterThan(30);
      expect(x).toBeLessThan(370);
      expect(Math.hypot(x - 200, y - 200)).toBeGreaterThan(80);
    }
    for (const [i, first] of placed.entries()) {
      for (const second of placed.slice(i + 1)) {
        expect(Math.abs(first.x - second.x) >= 60 || Math.abs(first.y - second.y) >= 18).toBe(true);
      }
    }
  });

  it('leave handles free', () => {
    const [free] = placeLabels([request('a')], bounds, [], [], new Map());
    const [moved] = placeLabels(
      [request('a')],
      bounds,
      [{ x: free!.x, y: free!.y, radius: 8 }],
      [],
      new Map(),
    );
    expect(moved!.slot).not.toBe(free!.slot);
  });

  it('stay where they were while nothing is in the way', () => {
    const [label] = placeLabels([request('a')], bounds, [], [circle], new Map([['a', 7]]));
    expect(label!.slot).toBe(7);
  });
});
