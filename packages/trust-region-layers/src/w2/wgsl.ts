import {
  BOUND_GRADIENT,
  type CovariancePartWgsl,
  distanceLossWgsl,
  LOSS_GRADIENT,
  type MetricWgsl,
  radialStepWgsl,
} from '../wgsl/metricWgsl.ts';
import { alwaysScaled, meanWeight } from './meanPart.ts';

/** W2 in float32: a straight line between symmetric roots (docs/mathematics.md §2.3, §3.4, §4.4). */
export const w2Wgsl: MetricWgsl = {
  meanWeight,
  alwaysScaled,
  covariancePart: (factor, scaled) =>
    factor === 'diagonal' || factor === 'root' ? rootFactorsWgsl(scaled) : foundRootsWgsl(factor, scaled),
};

/** d(D) = ‖A⁻¹D‖²_F and half its gradient Σ_q⁻¹D, made symmetric; or ‖D‖²_F and D. */
const rootDistanceWgsl = (scaled: boolean) => /* wgsl */ `
fn rootDistance(scale: ptr<function, Factor>, offset: ptr<function, Factor>) -> f32 {
  var white = *offset;
  ${scaled ? 'whitenMatrix(scale, &white);' : ''}
  return inner(&white, &white);
}

fn rootNormal(scale: ptr<function, Factor>, offset: ptr<function, Factor>) -> Factor {
  var normal = *offset;
  ${scaled ? 'whitenMatrix(scale, &normal);\n  whitenMatrixTransposed(scale, &normal);' : ''}
  return symmetrised(&normal);
}
`;

/** Where the factor is the symmetric root itself; diagonal deviations are one. */
export function rootFactorsWgsl(scaled: boolean): CovariancePartWgsl {
  return {
    distance: /* wgsl */ `
${rootDistanceWgsl(scaled)}
struct Path {
  distance: f32,
  offset: Factor,
}

fn pathBetween(p: ptr<function, Factor>, q: ptr<function, Factor>, scale: ptr<function, Factor>) -> Path {
  var offset = minus(p, q);
  return Path(rootDistance(scale, &offset), offset);
}
`,
    step: /* wgsl */ `
${radialStepWgsl}
fn factorOnPath(
  old: ptr<function, Factor>, scale: ptr<function, Factor>, step: ptr<function, CovarianceStep>, share: f32,
) -> Factor {
  var offset = (*step).path.offset;
  var gain = scaledBy(share, &offset);
  return plus(old, &gain);
}

${BOUND_GRADIENT} {
  var offset = (*step).path.offset;
  var normal = rootNormal(scale, &offset);
  var g = ownCoordinates(upstream);
  return radialGradient(&offset, &normal, step, &g);
}
`,
    loss: /* wgsl */ `
${distanceLossWgsl}
${LOSS_GRADIENT} {
  var offset = minus(p, t);
  var normal = rootNormal(scale, &offset);
  return scaledBy(2.0, &normal);
}
`,
  };
}

/** Where the roots have to be found first, by the eigenvalues of Σ. */
function foundRootsWgsl(factor: 'cholesky' | 'covariance', scaled: boolean): CovariancePartWgsl {
  return {
    distance: /* wgsl */ `
${rootDistanceWgsl(scaled)}
struct Path {
  distance: f32,
  // S_p - S_q
  offset: Matrix,
  // S_q
  root: Matrix,
}

fn pathBetween(p: ptr<function, Factor>, q: ptr<function, Factor>, scale: ptr<function, Matrix>) -> Path {
  var sigma = ${factor === 'cholesky' ? 'symmetricProduct(q, q)' : '*q'};
  var eigen = symmetricEigen(&sigma);
  var vectors = eigen.vectors;
  var values: Vector;
  for (var i = 0; i < K; i++) { values[i] = rootOrZero(eigen.values[i]); }
  var n = covarianceOffset(p, q);
  var offset = rootDifference(&vectors, &values, &n);
  return Path(rootDistance(scale, &offset), offset, fromEigen(&vectors, &values));
}

// From the gradient with respect to S_p to that with respect to p.
fn throughProposedRoot(p: ptr<function, Factor>, path: ptr<function, Path>, g: ptr<function, Matrix>) -> Factor {
  var root = (*path).root;
  var offset = (*path).offset;
  root = plus(&root, &offset);
  var sigma = throughRoot(&root, g);
  return factorGradient(p, &sigma);
}
`,
    step: /* wgsl */ `
${radialStepWgsl}
fn factorOnPath(
  old: ptr<function, Factor>, scale: ptr<function, Factor>, step: ptr<function, CovarianceStep>, share: f32,
) -> Factor {
  var offset = (*step).path.offset;
  var root = (*step).path.root;
  var kept = scaledBy(share, &offset);
  var gain = squareOffset(&root, &kept);
  return factorFromOffset(old, scale, &gain);
}

${BOUND_GRADIENT} {
  var path = (*step).path;
  var offset = path.offset;
  var root = path.root;
  var projectedRoot = scaledBy(1.0 / (1.0 + (*step).multiplier), &offset);
  projectedRoot = plus(&root, &projectedRoot);
  var factor = (*step).factor;
  var g = covarianceGradient(&factor, upstream);
  g = multiply(&g, &projectedRoot);
  g = plusTransposed(&g);
  var normal = rootNormal(scale, &offset);
  g = radialGradient(&offset, &normal, step, &g);
  return throughProposedRoot(proposed, &path, &g);
}
`,
    loss: /* wgsl */ `
${distanceLossWgsl}
${LOSS_GRADIENT} {
  var path = pathBetween(p, t, scale);
  var offset = path.offset;
  var normal = rootNormal(scale, &offset);
  normal = scaledBy(2.0, &normal);
  return throughProposedRoot(p, &path, &normal);
}
`,
  };
}
