import * as tf from '@tensorflow/tfjs';
import { projectGaussian } from '../packages/trust-region-layers-tfjs/src/projectGaussian.ts';
import { createGaussianHead } from '../src/policies/gaussian/head.ts';
import { networkLayout } from '../src/policies/network.ts';
import { policyNetworkShape } from '../src/policies/policyShape.ts';
import type { EngineCase } from '../test/support/engineCase.ts';

/** A policy step as one would write it with TensorFlow.js: it trains, and says its loss. */
export interface TfjsPolicyStep {
  /** One Adam step; the loss before it, α · d(p, p̃) left out of nothing. */
  step(): void;
  /** The loss at the present parameters. */
  loss(): number;
  dispose(): void;
}

/**
 * The same step as the engines': 64-64 tanh network, diagonal softplus head, KL layer, ratio times advantage and the
 * trust-region loss, Adam. Everything in TensorFlow.js's own ops with its automatic differentiation, but the
 * projection, which is this project's layer (`projectGaussian`), and the optimiser, which is `tf.train.adam`. Runs on
 * whatever backend is current.
 */
export function createTfjsPolicyStep({
  specification,
  initial,
  batch,
  policyMinibatch,
}: EngineCase): TfjsPolicyStep {
  const { policy, objective } = specification;
  const k = policy.actionSize;
  const n = policyMinibatch.count;
  const { layers } = networkLayout(policyNetworkShape(policy));
  const variables = layers.map(({ weightOffset, biasOffset, inputSize, outputSize }) => ({
    weights: tf.variable(
      tf.tensor2d(initial.policy.slice(weightOffset, weightOffset + inputSize * outputSize), [
        inputSize,
        outputSize,
      ]),
    ),
    bias: tf.variable(tf.tensor1d(initial.policy.slice(biasOffset, biasOffset + outputSize))),
  }));
  const observation = tf.tensor2d(batch.observation, [n, policy.observationSize]);
  const action = tf.tensor2d(batch.action, [n, k]);
  const oldMean = tf.tensor2d(batch.oldMean, [n, k]);
  const oldFactor = tf.tensor2d(batch.oldFactor, [n, k]);
  const oldLogProbability = tf.tensor1d(batch.oldLogProbability);
  const advantage = tf.tensor1d(policyMinibatch.advantage);
  const { shift } = createGaussianHead({ ...policy, head: 'diagonal' });
  const { minimalStandardDeviation } = policy;
  const bounds = { meanBound: batch.meanBound[0]!, covarianceBound: batch.covarianceBound[0]! };
  const optimiser = tf.train.adam(batch.policyLearningRate, 0.9, 0.999, 1e-5);
  const constant = 0.5 * k * Math.log(2 * Math.PI);

  const loss = (): tf.Scalar =>
    tf.tidy(() => {
      let x: tf.Tensor2D = observation;
      for (const [index, { weights, bias }] of variables.entries()) {
        const product = tf.add<tf.Tensor2D>(tf.matMul(x, weights as tf.Tensor2D), bias);
        x = index + 1 < variables.length ? tf.tanh(product) : product;
      }
      const [mean, raw] = tf.split(x, 2, 1) as [tf.Tensor2D, tf.Tensor2D];
      const factor = tf.add<tf.Tensor2D>(tf.softplus(tf.add(raw, shift)), minimalStandardDeviation);
      const projected = projectGaussian('kl', { mean, factor }, { oldMean, oldFactor }, bounds);
      const z = tf.div(tf.sub(action, projected.mean), projected.factor);
      const logs = tf.add(tf.mul(0.5, tf.square(z)), tf.log(projected.factor));
      const logProbability = tf.neg(tf.add(tf.sum(logs, 1), constant));
      const ratio = tf.exp(tf.sub(logProbability, oldLogProbability));
      const surrogate = tf.neg(tf.mean(tf.mul(ratio, advantage)));
      // KL(p ‖ stop-gradient p̃): a custom gradient of nothing holds the target still.
      const [targetMean, targetFactor] = [still(projected.mean), still(projected.factor)];
      const delta = tf.div(tf.sub(mean, targetMean), targetFactor);
      const share = tf.div(factor, targetFactor);
      const parts = tf.sub(tf.add(tf.square(delta), tf.square(share)), tf.add(1, tf.mul(2, tf.log(share))));
      const distance = tf.mul(0.5, tf.sum(parts, 1));
      return tf.add<tf.Scalar>(surrogate, tf.mul(objective.trustRegionCoefficient, tf.mean(distance)));
    });

  return {
    step: () => {
      optimiser.minimize(loss);
    },
    loss: () => tf.tidy(() => loss().dataSync()[0]!),
    dispose: () => {
      tf.dispose([observation, action, oldMean, oldFactor, oldLogProbability, advantage]);
      for (const { weights, bias } of variables) tf.dispose([weights, bias]);
      optimiser.dispose();
    },
  };
}

/** The same numbers, through which no gradient flows. */
const still = tf.customGrad((x) => {
  const input = x as tf.Tensor;
  return { value: tf.clone(input), gradFunc: () => tf.zerosLike(input) };
}) as (x: tf.Tensor) => tf.Tensor;
