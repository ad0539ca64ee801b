import { ALGORITHMS } from '../../algorithms/registry.ts';
import { PROJECTION_METHODS } from '../../components/projectionMethods.ts';

/** Choices in words where their ids would not do. */
export const CHOICE_NAMES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(ALGORITHMS.map(({ id, label }) => [id, label])),
  ...Object.fromEntries(Object.entries(PROJECTION_METHODS).map(([id, { name }]) => [id, name])),
  diagonal: 'Diagonal',
  full: 'Full',
  root: 'Root',
  none: 'None',
  linear: 'Linear',
  exponential: 'Exponential',
  tanh: 'tanh',
  relu: 'ReLU',
  elu: 'ELU',
  auto: 'Auto',
  webgpu: 'WebGPU',
  simd: 'SIMD',
};
