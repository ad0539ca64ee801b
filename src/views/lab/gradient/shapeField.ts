import { planarRoot } from '../../../components/ellipse.ts';
import type { LabConfiguration } from '../../../experiments/lab.ts';
import { GRADIENT_KINDS, type GradientKind } from '../../../experiments/lookOptions.ts';
import { covarianceOf } from '../labGeometry.ts';
import { covarianceOfShape, ownAngle, relativeShape } from '../shape/relativeShape.ts';
import { gradientBatch } from './gradientBatch.ts';
import type { Loss } from './lossGradient.ts';

/** Downhill in (ln λ₁, ln λ₂), [n, 2], by every kind. */
export type ShapeField = Readonly<Record<GradientKind, Float64Array>>;

/**
 * Downhill for proposals with the Lab's proposed mean and these shapes, whose axes are the proposal's.
 * See docs/mathematics.md §16.1.
 * @param shapes λ₁ and λ₂ of each
 */
export function shapeField(
  lab: LabConfiguration,
  loss: Loss,
  clip: number,
  shapes: readonly (readonly [number, number])[],
): ShapeField {
  const old = covarianceOf(lab.old);
  const { angle } = relativeShape(old, covarianceOf(lab.proposed), ownAngle(lab.old));
  const count = shapes.length;
  const factor = Float64Array.from(
    shapes.flatMap((lambda) => {
      const { xx, xy, yy } = covarianceOfShape(old, { lambda, angle });
      return [xx, xy, xy, yy];
    }),
  );
  const mean = Float64Array.from({ length: 2 * count }, (_, i) => lab.proposed.mean[i & 1]!);
  const { steps } = gradientBatch(lab, loss, clip, { mean, factor }, count);
  // The axes of the shape as the root of the old covariance draws them: ∂Σ/∂ln λᵢ = λᵢ aᵢaᵢᵀ.
  const [a, b, d] = planarRoot(old.xx, old.xy, old.yy);
  const axes = [angle, angle + Math.PI / 2].map((turn): readonly [number, number] => {
    const [c, s] = [Math.cos(turn), Math.sin(turn)];
    return [a * c + b * s, b * c + d * s];
  });
  const along = (g: Float64Array) => {
    const out = new Float64Array(2 * count);
    for (let n = 0; n < count; n++) {
      for (const [i, [x, y]] of axes.entries()) {
        const [xx, xy, yx, yy] = g.subarray(4 * n, 4 * n + 4) as unknown as [number, number, number, number];
        out[2 * n + i] = shapes[n]![i]! * (xx * x * x + (xy + yx) * x * y + yy * y * y);
      }
    }
    return out;
  };
  return Object.fromEntries(GRADIENT_KINDS.map((kind) => [kind, along(steps[kind].factor)])) as Record<
    GradientKind,
    Float64Array
  >;
}
