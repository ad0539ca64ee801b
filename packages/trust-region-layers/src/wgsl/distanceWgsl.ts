import type { DistanceSpecification } from '../metrics.ts';
import { isMeanScaled } from '../projection/metric.ts';
import { gaussianWgsl } from './gaussianWgsl.ts';
import { METRICS_WGSL } from './metrics.ts';

/**
 * WGSL of both parts of a metric's distance (docs/mathematics.md §2, §3.10): what its projection and its loss share.
 * Contains {@link gaussianWgsl} of its layout and defines
 *
 * - `fn meanDistance(offset: ptr<function, Vector>, scale) -> f32`, of δ = μ_p − μ_q (`fn meanOffset(p, q)`), and
 *   `fn meanNormal(offset, scale) -> Vector`, half its gradient;
 * - `struct Path { distance: f32, … }`, `fn pathBetween(p, q, scale) -> Path` of two factors.
 */
export function distanceWgsl(specification: DistanceSpecification): string {
  const { projection, factor } = specification;
  const metric = METRICS_WGSL[projection];
  const { meanWeight } = metric;
  const scaled = isMeanScaled(metric, specification.scaled);
  const weight = meanWeight === 1 ? '' : `${meanWeight} * `;
  return /* wgsl */ `
${gaussianWgsl(specification)}
${metric.covariancePart(factor, specification.scaled).distance}

fn meanOffset(p: Gaussian, q: Gaussian) -> Vector {
  var offset: Vector;
  for (var i = 0; i < K; i++) { offset[i] = p.mean[i] - q.mean[i]; }
  return offset;
}

fn meanDistance(offset: ptr<function, Vector>, scale: ptr<function, Factor>) -> f32 {
  var white = *offset;
  ${scaled ? 'whiten(scale, &white);' : ''}
  var square = 0.0;
  for (var i = 0; i < K; i++) { square += white[i] * white[i]; }
  return ${weight}square;
}

fn meanNormal(offset: ptr<function, Vector>, scale: ptr<function, Factor>) -> Vector {
  var normal = *offset;
  ${scaled ? 'whiten(scale, &normal);\n  whitenTransposed(scale, &normal);' : ''}
  ${weight && `for (var i = 0; i < K; i++) { normal[i] *= ${meanWeight}; }`}
  return normal;
}
`;
}
