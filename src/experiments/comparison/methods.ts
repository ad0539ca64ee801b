import type { Algorithm } from '../../algorithms/algorithm.ts';
import { ALGORITHMS, type AlgorithmId } from '../../algorithms/registry.ts';
import type { EnvironmentId } from '../choices.ts';
import type { RunConfiguration } from '../fields.ts';
import { LAYER_IDS, type LayerId, layerSettings, layersOn } from '../layers.ts';

/** A method's id: the metric of a layer, else the algorithm. */
export type MethodId = LayerId | AlgorithmId;
export type MethodSettings = Partial<
  Pick<RunConfiguration, 'algorithm' | 'projection' | 'categoricalProjection'>
>;

/** The algorithm of every method. */
const ALGORITHM_OF = new Map(
  (ALGORITHMS as readonly (Algorithm & { readonly id: AlgorithmId })[]).flatMap(
    ({ id, layer }): [MethodId, AlgorithmId][] =>
      layer === null ? [[id, id]] : LAYER_IDS.map((metric) => [metric, id]),
  ),
);

/** Every method, in the order of the algorithms, a layer with each metric: the order of tables and forms. */
export const METHOD_IDS: readonly MethodId[] = [...ALGORITHM_OF.keys()];

/** The algorithm that a method is, or whose layer it is. */
export function algorithmIdOf(id: MethodId): AlgorithmId {
  return ALGORITHM_OF.get(id)!;
}

/** Whether a method is a projection layer. */
export function isLayer(id: MethodId): id is LayerId {
  return (LAYER_IDS as readonly string[]).includes(id);
}

/** Whether a task has a method: layers are of continuous actions, of discrete ones, or of both. */
export function isOnTask(id: MethodId, environment: EnvironmentId): boolean {
  return !isLayer(id) || layersOn(environment).includes(id);
}

/** The methods that a task has, in the same order. */
export function methodsOn(environment: EnvironmentId): readonly MethodId[] {
  return METHOD_IDS.filter((id) => isOnTask(id, environment));
}

/** The settings that make a run one of this method, on a task that has it. Methods without a layer measure their drift in KL. */
export function methodSettings(id: MethodId, environment: EnvironmentId): MethodSettings {
  return { algorithm: algorithmIdOf(id), ...layerSettings(isLayer(id) ? id : 'kl', environment) };
}
