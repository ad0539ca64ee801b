import { f32 } from 'trust-region-layers/wgsl';
import { createGaussianHead, type GaussianHeadSpecification } from '../../policies/gaussian/head.ts';
import { rawFactorSize } from '../../policies/policyShape.ts';

/**
 * WGSL of a Gaussian head, the twin of `src/policies/gaussian/head.ts`; needs `gaussianWgsl` of the head's layout beside it.
 * Defines `alias RawFactor` (r numbers), `factorFromRaw(raw) -> Factor` and
 * `rawGradient(raw, upstream: Factor) -> RawFactor`. See docs/mathematics.md §10.3.
 */
export function headWgsl(specification: GaussianHeadSpecification): string {
  const { head, actionSize, minimalStandardDeviation } = specification;
  const { shift } = createGaussianHead(specification);
  return /* wgsl */ `
const R = ${rawFactorSize(head, actionSize)};
alias RawFactor = array<f32, R>;

// ln(1 + e^z) = max(z, 0) + ln(1 + e) with e = e^-|z|, and ln(1 + e) = e - excess(e).
fn deviationFromRaw(raw: f32) -> f32 {
  let z = raw + ${f32(shift)};
  let e = exp(-abs(z));
  return max(z, 0.0) + (e - excess(e, 1.0 + e)) + ${f32(minimalStandardDeviation)};
}

fn deviationSlope(raw: f32) -> f32 { return 1.0 / (1.0 + exp(-(raw + ${f32(shift)}))); }
${bodies[head]}`;
}

/** The lower triangle, row by row, as a matrix with zeros above; and a matrix's lower triangle back to raw. */
const triangleWgsl = /* wgsl */ `
fn fillTriangle(raw: RawFactor) -> Factor {
  var triangle: Factor;
  var entry = 0;
  for (var i = 0; i < K; i++) {
    for (var j = 0; j < i; j++) {
      triangle[i * K + j] = raw[entry];
      entry++;
    }
    triangle[i * K + i] = deviationFromRaw(raw[entry]);
    entry++;
  }
  return triangle;
}

fn drainTriangle(raw: RawFactor, triangle: Factor) -> RawFactor {
  var gradient: RawFactor;
  var entry = 0;
  for (var i = 0; i < K; i++) {
    for (var j = 0; j < i; j++) {
      gradient[entry] = triangle[i * K + j];
      entry++;
    }
    gradient[entry] = triangle[i * K + i] * deviationSlope(raw[entry]);
    entry++;
  }
  return gradient;
}
`;

const bodies = {
  diagonal: /* wgsl */ `
fn factorFromRaw(raw: RawFactor) -> Factor {
  var factor: Factor;
  for (var i = 0; i < K; i++) { factor[i] = deviationFromRaw(raw[i]); }
  return factor;
}

fn rawGradient(raw: RawFactor, upstream: Factor) -> RawFactor {
  var gradient: RawFactor;
  for (var i = 0; i < K; i++) { gradient[i] = upstream[i] * deviationSlope(raw[i]); }
  return gradient;
}
`,
  full: /* wgsl */ `
${triangleWgsl}
fn factorFromRaw(raw: RawFactor) -> Factor { return fillTriangle(raw); }

fn rawGradient(raw: RawFactor, upstream: Factor) -> RawFactor { return drainTriangle(raw, upstream); }
`,
  // R = C Cᵀ, and ∂L/∂C = 2 Γ C on the lower triangle.
  root: /* wgsl */ `
${triangleWgsl}
fn factorFromRaw(raw: RawFactor) -> Factor {
  var c = fillTriangle(raw);
  var factor: Factor;
  for (var i = 0; i < K; i++) {
    for (var j = 0; j <= i; j++) {
      var sum = 0.0;
      for (var l = 0; l <= j; l++) { sum += c[i * K + l] * c[j * K + l]; }
      factor[i * K + j] = sum;
      factor[j * K + i] = sum;
    }
  }
  return factor;
}

fn rawGradient(raw: RawFactor, upstream: Factor) -> RawFactor {
  var c = fillTriangle(raw);
  var gamma = upstream;
  var triangle: Factor;
  for (var i = 0; i < K; i++) {
    for (var j = 0; j <= i; j++) {
      var sum = 0.0;
      for (var l = j; l < K; l++) { sum += gamma[i * K + l] * c[l * K + j]; }
      triangle[i * K + j] = 2.0 * sum;
    }
  }
  return drainTriangle(raw, triangle);
}
`,
} as const;
