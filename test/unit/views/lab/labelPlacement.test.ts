import { describe, expect, it } from 'vitest';
import { boxAround, type LabelRequest, placeLabels } from '../../../../src/views/lab/labelPlacement.ts';

const BOUNDS = { left: 0, top: 0, right: 400, bottom: 400 };
const circle = (x: number, y: number, radius: number) => ({ x, y, matrix: [radius, 0, 0, -radius] }) as const;
const label = (key: string, contour: ReturnType<typeof circle>): LabelRequest => ({
  ...{ key, contour, width: 60, height: 20 },
});
const NOWHERE: ReadonlyMap<string, number> = new Map();

describe('labels beside contours', () => {
  it('stand outside their contour, inside the plane and apart from one another', () => {
    const contours = [circle(200, 200, 50), circle(210, 200, 55), circle(390, 390, 20)];
    const requests = contours.map((contour, index) => label(String(index), contour));
    const placed = placeLabels(requests, BOUNDS, [], contours, NOWHERE);
    expect(placed.map(({ key }) => key)).toEqual(['0', '1', '2']);
    placed.forEach(({ x, y }, index) => {
      const { contour } = requests[index]!;
      expect(Math.hypot(x - contour.x, y - contour.y)).toBeGreaterThan(contour.matrix[0]);
      expect(Math.min(x - 30, y - 10)).toBeGreaterThanOrEqual(0);
      expect(Math.max(x + 30, y + 10)).toBeLessThanOrEqual(400);
      for (const other of placed.slice(0, index)) {
        expect(Math.abs(other.x - x) >= 60 || Math.abs(other.y - y) >= 20).toBe(true);
      }
    });
  });

  it('leave handles free', () => {
    const contour = circle(200, 200, 50);
    const [alone] = placeLabels([label('a', contour)], BOUNDS, [], [contour], NOWHERE);
    const handle = { x: alone!.x, y: alone!.y, radius: 7 };
    const [moved] = placeLabels([label('a', contour)], BOUNDS, [handle], [contour], NOWHERE);
    expect(moved!.slot).not.toBe(alone!.slot);
  });

  it('stay where they were while that is as good as another place', () => {
    const contour = circle(200, 200, 50);
    for (const slot of [3, 11, 20]) {
      const [stayed] = placeLabels([label('a', contour)], BOUNDS, [], [contour], new Map([['a', slot]]));
      expect(stayed!.slot).toBe(slot);
    }
  });

  it('move on along their contour by a little at a time where they may not jump', () => {
    const contour = circle(200, 200, 50);
    const [free] = placeLabels([label('a', contour)], BOUNDS, [], [contour], NOWHERE);
    const covers = { x: free!.x, y: free!.y, radius: 60 };
    let slots: ReadonlyMap<string, number> = new Map([['a', free!.slot]]);
    let last = free!;
    for (let frame = 0; frame < 40; frame++) {
      const [next] = placeLabels([label('a', contour)], BOUNDS, [covers], [contour], slots, 1);
      expect(Math.hypot(next!.x - last.x, next!.y - last.y)).toBeLessThan(12);
      slots = new Map([['a', next!.slot]]);
      last = next!;
    }
  });
});

it('keeps clear of words that stand there already', () => {
  const contour = { x: 200, y: 200, matrix: [60, 0, 0, 60] } as const;
  const request = { key: 'a', width: 60, height: 20, contour };
  const bounds = { left: 0, top: 0, right: 400, bottom: 400 };
  const [alone] = placeLabels([request], bounds, [], [contour], new Map());
  const there = boxAround(alone!.x, alone!.y, 80, 30);
  const [beside] = placeLabels([request], bounds, [], [contour], new Map(), undefined, [there]);
  const box = boxAround(beside!.x, beside!.y, request.width, request.height);
  expect(
    box.right <= there.left || box.left >= there.right || box.bottom <= there.top || box.top >= there.bottom,
  ).toBe(true);
});
