import * as tf from '@tensorflow/tfjs-core';
import { type DenseLayer, type KernelAttributes, registeredName } from '../src/engines/tfjs/kernels.ts';

type Inputs = Record<string, tf.Tensor>;
type DenseKernel = (inputs: Inputs, attributes: never) => tf.Tensor;

/** The engine's three dense kernels written with TensorFlow.js's own matMul, for comparison (tanh and linear only). */
const DENSE_BY_MATMUL: readonly (readonly [string, DenseKernel])[] = [
  [
    registeredName('denseForward'),
    ({ x, state }, { members, rows, layer, activation }: KernelAttributes['denseForward']) => {
      const { biasOffset, inputSize, weightColumns } = layer;
      const input = tf.slice(tf.reshape(x!, [-1]), 0, members * rows * inputSize);
      const bias = tf.slice(state!, [0, biasOffset], [members, weightColumns]);
      const product = tf.matMul(
        tf.reshape(input, [members, rows, inputSize]),
        weightsOf(state!, members, layer),
      );
      const sum = tf.add(product, tf.reshape(bias, [members, 1, weightColumns]));
      return activation === 'tanh' ? tf.tanh(sum) : sum;
    },
  ],
  [
    registeredName('denseInputGradient'),
    ({ gradient, state, x }, { members, rows, layer }: KernelAttributes['denseInputGradient']) => {
      const upstream = tf.slice(gradient!, [0, 0, 0], [members, rows, layer.weightColumns]);
      const product = tf.matMul(upstream, weightsOf(state!, members, layer), false, true);
      return tf.mul(product, tf.sub(1, tf.square(x!)));
    },
  ],
  [
    registeredName('denseParameterGradient'),
    ({ x, gradient }, { members, rows, layer }: KernelAttributes['denseParameterGradient']) => {
      const { inputSize, weightColumns } = layer;
      const input = tf.slice(tf.reshape(x!, [-1]), 0, members * rows * inputSize);
      const upstream = tf.slice(gradient!, [0, 0, 0], [members, rows, weightColumns]);
      const weights = tf.matMul(tf.reshape(input, [members, rows, inputSize]), upstream, true);
      return tf.concat([tf.reshape(weights, [members, -1]), tf.sum<tf.Tensor2D>(gradient!, 1)], 1);
    },
  ],
];

function weightsOf(state: tf.Tensor, members: number, layer: DenseLayer): tf.Tensor {
  const { weightOffset, inputSize, weightColumns } = layer;
  const flat = tf.slice(state, [0, weightOffset], [members, inputSize * weightColumns]);
  return tf.reshape(flat, [members, inputSize, weightColumns]);
}

/** Runs `work` with the dense kernels of the cpu backend replaced by TensorFlow.js's matMul. */
export function withTfjsMatMul<T>(work: () => T): T {
  const own = DENSE_BY_MATMUL.map(([name]) => tf.getKernel(name, 'cpu'));
  const swap = (configs: readonly tf.KernelConfig[]) => {
    for (const config of configs) {
      tf.unregisterKernel(config.kernelName, 'cpu');
      tf.registerKernel(config);
    }
  };
  swap(
    DENSE_BY_MATMUL.map(([kernelName, kernel]) => ({
      kernelName,
      backendName: 'cpu',
      kernelFunc: ({ inputs, attrs }) => tf.tidy(() => kernel(inputs as Inputs, attrs as never)),
    })),
  );
  try {
    return work();
  } finally {
    swap(own);
  }
}
