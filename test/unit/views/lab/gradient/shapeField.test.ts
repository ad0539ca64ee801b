import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gradientBatch } from '../../../../../src/views/lab/gradient/gradientBatch.ts';
import { shapeField } from '../../../../../src/views/lab/gradient/shapeField.ts';
import { covarianceOf } from '../../../../../src/views/lab/labGeometry.ts';
import {
  covarianceOfShape,
  ownAngle,
  relativeShape,
} from '../../../../../src/views/lab/shape/relativeShape.ts';
import { differences, tameLab } from './labs.ts';

const TARGET = [1.1, -0.4] as const;
const lambda = fc.double({ min: 0.3, max: 3, noNaN: true });

describe('arrows in the plane of shapes', () => {
  it('are those of differences in ln λ of the loss, without a layer and for the entropy', () => {
    fc.assert(
      fc.property(tameLab, lambda, lambda, (lab, one, two) => {
        const old = covarianceOf(lab.old);
        const { angle } = relativeShape(old, covarianceOf(lab.proposed), ownAngle(lab.old));
        const shapeAt = ([u, v]: readonly number[]) =>
          covarianceOfShape(old, { lambda: [Math.exp(u!), Math.exp(v!)], angle });
        const at = [Math.log(one), Math.log(two)];
        const pull = shapeField(lab, { kind: 'pull', target: TARGET }, 0.2, [[one, two]]);
        const [expected] = differences((logs) => {
          const { xx, yy } = shapeAt(logs);
          return [-0.5 * (xx + yy)];
        }, at);
        for (const i of [0, 1]) expect(pull.raw[i]).toBeCloseTo(expected![i]!, 6);
        // H = ½ ln λ₁ + ½ ln λ₂ + a constant.
        const entropy = shapeField(lab, { kind: 'entropy' }, 0.2, [[one, two]]);
        for (const i of [0, 1]) {
          expect(entropy.raw[i]).toBeCloseTo(0.5, 8);
          expect(entropy.clip[i]).toBeCloseTo(0.5, 8);
        }
      }),
    );
  });

  it('are pulled back through the layer like those of the covariance they stand for', () => {
    fc.assert(
      fc.property(tameLab, lambda, lambda, (lab, one, two) => {
        const old = covarianceOf(lab.old);
        const { angle } = relativeShape(old, covarianceOf(lab.proposed), ownAngle(lab.old));
        const { layer } = shapeField(lab, { kind: 'pull', target: TARGET }, 0.2, [[one, two]]);
        const { xx, xy, yy } = covarianceOfShape(old, { lambda: [one, two], angle });
        const proposed = {
          mean: Float64Array.from(lab.proposed.mean),
          factor: Float64Array.of(xx, xy, xy, yy),
        };
        const { factor } = gradientBatch(lab, { kind: 'pull', target: TARGET }, 0.2, proposed, 1).steps.layer;
        // ln λ of both grow by the same: Σ grows by itself.
        const along = factor[0]! * xx + (factor[1]! + factor[2]!) * xy + factor[3]! * yy;
        expect(layer[0]! + layer[1]!).toBeCloseTo(along, 9);
      }),
    );
  });
});
