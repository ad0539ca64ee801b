import type { LabConfiguration, LabGaussian } from '../../experiments/lab.ts';
import type { PixelEllipse } from './labelPlacement.ts';
import { normaliseAngle } from './labGeometry.ts';

function mix(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}

/** A Gaussian on the way from one to another: lengths by equal factors, the angle the shorter way round. */
function betweenGaussians(from: LabGaussian, to: LabGaussian, share: number): LabGaussian {
  return {
    mean: [mix(from.mean[0], to.mean[0], share), mix(from.mean[1], to.mean[1], share)],
    sigma1: from.sigma1 * (to.sigma1 / from.sigma1) ** share,
    sigma2: from.sigma2 * (to.sigma2 / from.sigma2) ** share,
    angle: normaliseAngle(from.angle + share * normaliseAngle(to.angle - from.angle)),
  };
}

/** A pair on the way from one example to another, under the settings of the other; what it is projected onto is computed, not mixed. */
export function betweenLabs(from: LabConfiguration, to: LabConfiguration, share: number): LabConfiguration {
  return {
    ...to,
    old: betweenGaussians(from.old, to.old, share),
    proposed: betweenGaussians(from.proposed, to.proposed, share),
  };
}

/** Outlines on the way from one projection's picture to another's. */
export function betweenContours<Name extends string>(
  from: Readonly<Record<Name, PixelEllipse>>,
  to: Readonly<Record<Name, PixelEllipse>>,
  share: number,
): Readonly<Record<Name, PixelEllipse>> {
  const names = Object.keys(to) as Name[];
  return Object.fromEntries(
    names.map((name) => {
      const [a, b] = [from[name], to[name]];
      const matrix = a.matrix.map((entry, i) => mix(entry, b.matrix[i]!, share));
      return [name, { x: mix(a.x, b.x, share), y: mix(a.y, b.y, share), matrix }];
    }),
  ) as unknown as Readonly<Record<Name, PixelEllipse>>;
}
