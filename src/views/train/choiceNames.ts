import { ALGORITHMS } from '../../algorithms/registry.ts';

/** Choices in words where their ids would not do. */
export const CHOICE_NAMES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(ALGORITHMS.map(({ id, label }) => [id, label])),
  kl: 'KL',
  w2: 'W2',
  frobenius: 'Frobenius',
  bures: 'Bures',
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
