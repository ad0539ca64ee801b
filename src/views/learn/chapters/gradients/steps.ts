import type { LabConfiguration } from '../../../../experiments/lab.ts';
import { GRADIENT_KINDS, type GradientKind } from '../../../../experiments/lookOptions.ts';
import { gradientBatch, proposalsAt } from '../../../lab/gradient/gradientBatch.ts';
import type { Loss } from '../../../lab/gradient/lossGradient.ts';
import type { Point } from '../../../lab/labGeometry.ts';

/** Which way a step downhill would push the proposed mean, by what stands between it and the loss (docs/mathematics.md §16.1). */
export function stepsAt(
  lab: LabConfiguration,
  loss: Loss,
  clip: number,
): Readonly<Record<GradientKind, Point>> {
  const { steps } = gradientBatch(lab, loss, clip, proposalsAt(lab, Float64Array.from(lab.proposed.mean)), 1);
  const points = GRADIENT_KINDS.map((kind) => [kind, [steps[kind].mean[0]!, steps[kind].mean[1]!]]);
  return Object.fromEntries(points) as Record<GradientKind, Point>;
}

/** Of a step of gradient descent. */
const RATE = 0.4;

/** The pair after so many steps of gradient descent on the proposed mean, through the layer. */
export function descended(lab: LabConfiguration, loss: Loss, steps: number): LabConfiguration {
  let now = lab;
  for (let i = 0; i < steps; i++) {
    const [dx, dy] = stepsAt(now, loss, Number.POSITIVE_INFINITY).layer;
    const [x, y] = now.proposed.mean;
    now = { ...now, proposed: { ...now.proposed, mean: [x + RATE * dx, y + RATE * dy] } };
  }
  return now;
}
