export { densityWgsl } from './densityWgsl.ts';
export { f32, type GaussianLayout, gaussianWgsl, hasWgsl, MAX_FULL_WGSL_DIMENSION } from './gaussianWgsl.ts';
export { projectionWgsl } from './projectionWgsl.ts';
export { type TrustRegionLossLayout, trustRegionLossWgsl } from './trustRegionLossWgsl.ts';
