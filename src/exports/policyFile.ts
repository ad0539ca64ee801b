import { strToU8, zipSync } from 'fflate';
import { type BoxSpace, type Environment, isDiscrete } from '../environments/environment.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import type { MemberReport } from '../trainer/events.ts';
import { engineSpecification } from '../trainer/specification.ts';
import { onnxModel } from './onnxModel.ts';
import { policyGraph } from './policyGraph.ts';
import { tfjsModel } from './tfjsModel.ts';

/** `tfjs`: a zip archive with model.json and its weights; `onnx`: one file. */
export type PolicyFormat = 'tfjs' | 'onnx';

/** The ending of the file's name. */
export const POLICY_ENDINGS: Readonly<Record<PolicyFormat, string>> = { tfjs: 'tfjs.zip', onnx: 'onnx' };

/** A member's policy as a file that acts as it does without the playground. */
export function policyFile(
  format: PolicyFormat,
  configuration: RunConfiguration,
  environment: Environment,
  member: Pick<MemberReport, 'seed' | 'iteration' | 'policy'>,
): Uint8Array<ArrayBuffer> {
  const { policy: shape } = engineSpecification(configuration, environment);
  const graph = policyGraph(shape, member.policy);
  const description = policyDescription(environment, member);
  if (format === 'onnx') return Uint8Array.from(onnxModel(graph, description));
  const { json, weights, weightsName } = tfjsModel(graph, description);
  return zipSync({
    'model.json': strToU8(JSON.stringify(json)),
    [weightsName]: weights,
    'README.txt': strToU8(`${description}\n`),
  });
}

/** What goes in, what comes out, and what to do with it. */
function policyDescription(
  { name, observationSpace, actionSpace }: Environment,
  { seed, iteration }: Pick<MemberReport, 'seed' | 'iteration'>,
): string {
  const { size } = actionSpace;
  return [
    `A ${isDiscrete(actionSpace) ? 'categorical' : 'Gaussian'} policy for ${name}, after iteration ${iteration} of seed ${seed}.`,
    `observation [n, ${observationSpace.size}]: ${observationSpace.labels.join(', ')}; as the task gives it.`,
    ...(isDiscrete(actionSpace)
      ? [
          `probabilities [n, ${size}]: of each action (${actionSpace.labels.map((label, j) => `${j}: ${label}`).join(', ')}); sample one of them.`,
          `logits [n, ${size}]: the same before the softmax; the largest is the likeliest action.`,
        ]
      : [
          `mean [n, ${size}]: the mean action (${limitsOf(actionSpace)}).`,
          `factor [n, ${size}, ${size}]: sample an action as mean + factor · ξ with ξ standard normal; the covariance is factor · factorᵀ.`,
        ]),
  ].join('\n');
}

function limitsOf({ labels, low, high }: BoxSpace): string {
  return labels.map((label, j) => `${label}, clipped to ${low[j]} … ${high[j]}`).join('; ');
}
