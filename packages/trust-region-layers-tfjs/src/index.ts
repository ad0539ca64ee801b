export {
  type GaussianTensors,
  type OldGaussianTensors,
  type ProjectGaussianOptions,
  projectGaussian,
} from './projectGaussian.ts';
