/** Everything the module offers; pointers are bytes, sizes are numbers of float32. */
export { adam } from './adam';
export { parameterGradient } from './parameterGradient';
export { addProduct, product, productWithDerivative } from './product';
export { columnSums, gatherRows, squaredNorm } from './rows';
export { squaredError } from './squaredError';
export { transpose } from './transpose';

/** First byte that belongs to nobody. */
export function heapBase(): usize {
  return __heap_base;
}
