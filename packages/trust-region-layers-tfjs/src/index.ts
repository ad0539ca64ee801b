export { type ProjectCategoricalOptions, projectCategorical } from './categorical/projectCategorical.ts';
export {
  type GaussianTensors,
  type OldGaussianTensors,
  type ProjectGaussianOptions,
  projectGaussian,
} from './projectGaussian.ts';
