import * as tf from '@tensorflow/tfjs';
import * as ort from 'onnxruntime-web';
import { factorToCovariance } from 'trust-region-layers/gaussian';
import { beforeAll, describe, expect, it } from 'vitest';
import { environmentById } from '../../../src/environments/environmentById.ts';
import type { RunConfiguration } from '../../../src/experiments/fields.ts';
import { onnxModel } from '../../../src/exports/onnxModel.ts';
import { type PolicyGraph, policyGraph } from '../../../src/exports/policyGraph.ts';
import { tfjsModel } from '../../../src/exports/tfjsModel.ts';
import { createHead } from '../../../src/policies/heads.ts';
import { createPolicyNetwork } from '../../../src/policies/policyShape.ts';
import { factorKindOf, type PolicyShape } from '../../../src/policies/types.ts';
import { createRandom } from '../../../src/random/random.ts';
import type { ActingPolicy } from '../../../src/trainer/events.ts';
import { OBSERVATION_CLIP } from '../../../src/trainer/observationNormalisation.ts';
import { normalisedFor, PolicyComparison } from '../../../src/trainer/policyComparison.ts';
import { engineSpecification } from '../../../src/trainer/specification.ts';
import { chain } from '../../support/chain.ts';
import { runToEnd, smallRun } from '../../support/runs.ts';

/** Mean [n, k] and covariance [n, k, k]. */
interface Answer {
  readonly mean: ArrayLike<number>;
  readonly covariance: ArrayLike<number>;
}

const STATES = 40;

/** What the page itself would do in these states. */
function playground(
  shape: PolicyShape,
  policy: ActingPolicy,
  normalised: boolean,
  observation: Float32Array,
): Answer {
  const k = shape.actionSize;
  const network = createPolicyNetwork(shape);
  const head = createHead(shape);
  const inputs = Float64Array.from(observation, (value, i) => {
    if (!normalised) return value;
    const j = i % shape.observationSize;
    const scaled = (value - policy.observationMean[j]!) / policy.observationDeviation[j]!;
    return Math.max(-OBSERVATION_CLIP, Math.min(OBSERVATION_CLIP, scaled));
  });
  const raw = new Float64Array(STATES * network.rawSize);
  network.forward(policy.parameters, inputs, STATES, raw);
  const gaussian = { mean: new Float64Array(STATES * k), factor: new Float64Array(STATES * head.factorSize) };
  head.forward(raw, STATES, gaussian);
  const covariance = new Float64Array(STATES * k * k);
  for (let i = 0; i < STATES; i++) {
    const factor = gaussian.factor.subarray(i * head.factorSize, (i + 1) * head.factorSize);
    factorToCovariance(factorKindOf(shape.head), factor, k, covariance.subarray(i * k * k, (i + 1) * k * k));
  }
  return { mean: gaussian.mean, covariance };
}

/** factor·factorᵀ of every state. */
function squares(factor: ArrayLike<number>, k: number): Float64Array {
  const covariance = new Float64Array(factor.length);
  for (let i = 0; i < factor.length; i++) {
    const [state, row, column] = [Math.floor(i / (k * k)), Math.floor(i / k) % k, i % k];
    for (let j = 0; j < k; j++) {
      covariance[i]! += factor[state * k * k + row * k + j]! * factor[state * k * k + column * k + j]!;
    }
  }
  return covariance;
}

async function inTfjs(graph: PolicyGraph, observation: Float32Array, k: number): Promise<Answer> {
  const { json, weights, weightsName } = tfjsModel(graph, 'a test');
  // As a page would load the files from a server.
  const fetchFunc = async (url: string) =>
    url.endsWith(weightsName)
      ? new Response(weights, { headers: { 'content-type': 'application/octet-stream' } })
      : new Response(JSON.stringify(json), { headers: { 'content-type': 'application/json' } });
  const model = await tf.loadGraphModel(
    tf.io.http('https://example.org/policy/model.json', { fetchFunc: fetchFunc as typeof fetch }),
  );
  const input = tf.tensor2d(observation, [STATES, graph.input.shape[1]!]);
  const [mean, factor] = model.execute({ observation: input }, ['mean', 'factor']) as tf.Tensor[];
  expect(factor!.shape).toEqual([STATES, k, k]);
  return { mean: await mean!.data(), covariance: squares(await factor!.data(), k) };
}

async function inOnnx(graph: PolicyGraph, observation: Float32Array, k: number): Promise<Answer> {
  const session = await ort.InferenceSession.create(onnxModel(graph, 'a test'), {
    executionProviders: ['wasm'],
  });
  expect(session.inputNames).toEqual(['observation']);
  const input = new ort.Tensor('float32', observation, [STATES, graph.input.shape[1]!]);
  const { mean, factor } = await session.run({ observation: input });
  expect(factor!.dims).toEqual([STATES, k, k]);
  return {
    mean: (await mean!.getData()) as Float32Array,
    covariance: squares((await factor!.getData()) as Float32Array, k),
  };
}

/** Logits and probabilities of every state, as the two formats give them. */
async function choicesOf(graph: PolicyGraph, observation: Float32Array) {
  const { json, weights, weightsName } = tfjsModel(graph, 'a test');
  const fetchFunc = async (url: string) =>
    url.endsWith(weightsName)
      ? new Response(weights, { headers: { 'content-type': 'application/octet-stream' } })
      : new Response(JSON.stringify(json), { headers: { 'content-type': 'application/json' } });
  const model = await tf.loadGraphModel(
    tf.io.http('https://example.org/policy/model.json', { fetchFunc: fetchFunc as typeof fetch }),
  );
  const shape = [STATES, graph.input.shape[1]!];
  const names = ['logits', 'probabilities'];
  const inTf = model.execute(
    { observation: tf.tensor2d(observation, shape as [number, number]) },
    names,
  ) as tf.Tensor[];
  const session = await ort.InferenceSession.create(onnxModel(graph, 'a test'), {
    executionProviders: ['wasm'],
  });
  expect(session.outputNames).toEqual(names);
  const inOrt = await session.run({ observation: new ort.Tensor('float32', observation, shape) });
  const sizes = [...inTf.map((one) => one.shape), ...names.map((name) => inOrt[name]!.dims)];
  return {
    sizes,
    tfjs: await Promise.all(inTf.map((one) => one.data())),
    onnx: await Promise.all(names.map((name) => inOrt[name]!.getData())),
  };
}

const CASES: readonly (readonly [string, Partial<RunConfiguration>])[] = [
  ['a diagonal head', { environment: 'pendulum' }],
  ['a free diagonal covariance', { environment: 'pendulum', stateDependent: false }],
  [
    'a full head, two hidden layers of relu',
    { environment: 'point-mass', head: 'full', hiddenSizes: [8, 6], activation: 'relu' },
  ],
  ['a root, elu', { environment: 'reacher-5', head: 'root', activation: 'elu' }],
  ['a free root', { environment: 'reacher', head: 'root', stateDependent: false }],
  ['observations as they are', { environment: 'point-mass', head: 'diagonal', normaliseObservations: false }],
];

describe.each(CASES)('a policy that leaves with %s', (_, changes) => {
  let graph: PolicyGraph;
  let expected: Answer;
  let observation: Float32Array;
  let k: number;

  beforeAll(async () => {
    await tf.setBackend('cpu');
    const configuration = smallRun(changes);
    const environment = environmentById(configuration.environment);
    const { iterations } = await runToEnd(configuration, environment);
    const { policy } = iterations.at(-1)!.members[0]!;
    const shape = engineSpecification(configuration, environment).policy;
    k = shape.actionSize;
    const random = createRandom(7);
    // Beyond what is clipped too.
    observation = Float32Array.from(
      { length: STATES * shape.observationSize },
      () => 20 * (random.uniform() - 0.5),
    );
    graph = policyGraph(shape, policy);
    expected = playground(shape, policy, configuration.normaliseObservations, observation);
  });

  const close = (answer: Answer) => {
    for (const part of ['mean', 'covariance'] as const) {
      expect(answer[part].length).toBe(expected[part].length);
      for (let i = 0; i < expected[part].length; i++) {
        const tolerance = 2e-5 * (1 + Math.abs(expected[part][i]!));
        expect(Math.abs(answer[part][i]! - expected[part][i]!)).toBeLessThan(tolerance);
      }
    }
  };

  it('acts the same in TensorFlow.js', async () => close(await inTfjs(graph, observation, k)));
  it('acts the same in onnxruntime', async () => close(await inOnnx(graph, observation, k)));
});

describe.each([true, false])(
  'a policy over discrete actions, observations normalised: %s',
  (normaliseObservations) => {
    it('leaves with the probabilities that the trainer samples from', async () => {
      await tf.setBackend('cpu');
      const configuration = smallRun({ normaliseObservations, hiddenSizes: [8, 6], activation: 'elu' });
      const { iterations } = await runToEnd(configuration, chain);
      const { policy } = iterations.at(-1)!.members[0]!;
      const shape = engineSpecification(configuration, chain).policy;
      const random = createRandom(7);
      const observation = Float32Array.from(
        { length: STATES * shape.observationSize },
        () => 20 * (random.uniform() - 0.5),
      );
      const comparison = new PolicyComparison(configuration, chain);
      const seen = normalisedFor(policy, Float64Array.from(observation));
      const { mean: logProbabilities } = comparison.policies(policy.parameters, seen, STATES);

      const n = chain.actionSpace.size;
      const { sizes, tfjs, onnx } = await choicesOf(policyGraph(shape, policy), observation);
      for (const size of sizes) expect([...size]).toEqual([STATES, n]);
      for (const [logits, probabilities] of [tfjs, onnx] as ArrayLike<number>[][]) {
        for (let i = 0; i < STATES * n; i++) {
          expect(probabilities![i]!).toBeCloseTo(Math.exp(logProbabilities[i]!), 5);
          // Logits say the same but for a number a state.
          const first = n * Math.floor(i / n);
          const apart = logProbabilities[i]! - logProbabilities[first]!;
          expect(logits![i]! - logits![first]!).toBeCloseTo(apart, 4);
        }
      }
    });
  },
);
