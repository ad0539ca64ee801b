import { describe, expect, it } from 'vitest';
import { arrowGrid, placeAt } from '../../../../../src/views/lab/gradient/arrowGrid.ts';
import { arrowScale, arrowsOf, crossPath, lengthOf } from '../../../../../src/views/lab/gradient/arrows.ts';
import { planeScale } from '../../../../../src/views/lab/planeView.ts';

describe('arrows', () => {
  it('are on one scale: the strongest of all kinds is full, a quarter as strong is half as long', () => {
    const scale = arrowScale([Float64Array.of(3, 4, 0, 0), Float64Array.of(0, 1, 0, -1.25)], 40);
    expect(scale.full).toBe(5);
    expect(lengthOf(5, scale)).toBe(40);
    expect(lengthOf(1.25, scale)).toBe(20);
    const [up, none] = arrowsOf(
      Float64Array.of(0, 1.25, 0, 1e-9),
      [
        [10, 10],
        [50, 50],
      ],
      scale,
    );
    // Upwards in the plane is upwards on the screen.
    expect(up).toEqual({ x: 10, y: 10, dx: 0, dy: -20 });
    expect(none).toBeNull();
  });

  it('are crossed out only where nothing at all is left of something', () => {
    const places = [0, 1, 2].map((i) => [100 * i, 0] as const);
    const path = crossPath(Float64Array.of(0, 0, 1e-12, 0, 0, 0), Float64Array.of(1, 0, 1, 0, 0, 0), places);
    expect(path.match(/M/g)).toHaveLength(1);
    expect(path).toMatch(/^M-3\.0/);
  });

  it('stand on a grid whose places are found again under a pointer', () => {
    const scale = planeScale({ centre: [0.3, -1], half: 3 }, 38, 10, 448);
    const grid = arrowGrid(scale, 448);
    expect(grid.places).toHaveLength(grid.columns ** 2);
    for (const [i, [x, y]] of grid.places.entries()) {
      expect(placeAt(grid, x + 5, y - 5)).toBe(i);
      expect(scale.x(grid.means[2 * i]!)).toBeCloseTo(x, 9);
      expect(scale.y(grid.means[2 * i + 1]!)).toBeCloseTo(y, 9);
    }
    expect(placeAt(grid, 20, 100)).toBeNull();
    expect(placeAt(grid, 100, 470)).toBeNull();
  });
});
