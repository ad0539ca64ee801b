import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contourOf, contourPath } from '../../../../src/views/lab/contour.ts';
import { planeScale } from '../../../../src/views/lab/planeView.ts';

const scale = planeScale({ centre: [0, 0], half: 2 }, 46, 10, 560);

describe('a contour as a part of a path', () => {
  test('is an ellipse around the mean with the axes of the covariance, begun and ended at opposite points of it', () => {
    const sigma = fc.double({ min: 0.1, max: 2, noNaN: true });
    const angle = fc.double({ min: -Math.PI / 2, max: Math.PI / 2, noNaN: true });
    const coordinate = fc.double({ min: -2, max: 2, noNaN: true });
    fc.assert(
      fc.property(coordinate, coordinate, sigma, sigma, angle, (x, y, first, second, turn) => {
        const [c, s] = [Math.cos(turn), Math.sin(turn)];
        const covariance = {
          xx: c * c * first ** 2 + s * s * second ** 2,
          xy: c * s * (first ** 2 - second ** 2),
          yy: s * s * first ** 2 + c * c * second ** 2,
        };
        const path = contourPath(contourOf([x, y], covariance, scale));
        const [startX, startY, long, short, degrees, , , dx, dy, ...back] = path
          .match(/-?[\d.]+(?:e-\d+)?/g)!
          .map(Number) as number[];
        expect(long).toBeCloseTo(scale.factor * Math.max(first, second), 1);
        expect(short).toBeCloseTo(scale.factor * Math.min(first, second), 1);
        // Half the way across is the middle, and the way back is the same.
        expect(startX! + dx! / 2).toBeCloseTo(scale.x(x), 1);
        expect(startY! + dy! / 2).toBeCloseTo(scale.y(y), 1);
        expect(back.slice(-2).map((value) => -value || 0)).toEqual([dx! || 0, dy! || 0]);
        // Its long axis as the screen has it: turned the other way, since a₂ grows upwards there.
        const [u, v] = [Math.cos((degrees! * Math.PI) / 180), -Math.sin((degrees! * Math.PI) / 180)];
        const along = Math.sqrt(covariance.xx * u * u + 2 * covariance.xy * u * v + covariance.yy * v * v);
        expect(scale.factor * along).toBeCloseTo(long!, 0);
      }),
    );
  });
});
