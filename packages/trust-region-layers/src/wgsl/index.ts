export { MAX_WGSL_ACTIONS, softmaxWgsl } from '../categorical/softmaxWgsl.ts';
export {
  type CategoricalSpecification,
  categoricalTrustRegionLossWgsl,
  categoricalWgsl,
  hasCategoricalWgsl,
} from '../categorical/wgsl.ts';
export { densityWgsl } from './densityWgsl.ts';
export { distanceWgsl } from './distanceWgsl.ts';
export { f32, type GaussianLayout, gaussianWgsl, hasWgsl, MAX_FULL_WGSL_DIMENSION } from './gaussianWgsl.ts';
export { projectionWgsl } from './projectionWgsl.ts';
export { trustRegionLossWgsl } from './trustRegionLossWgsl.ts';
