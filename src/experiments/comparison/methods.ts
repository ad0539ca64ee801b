import type { Algorithm } from '../../algorithms/algorithm.ts';
import { ALGORITHMS, type AlgorithmId } from '../../algorithms/registry.ts';
import { PROJECTION_IDS } from '../choices.ts';
import type { RunConfiguration } from '../fields.ts';

type Projection = RunConfiguration['projection'];
type MethodSettings = Pick<RunConfiguration, 'algorithm' | 'projection'>;

/** A method's id: the projection of a layer, else the algorithm. */
export type MethodId = Projection | AlgorithmId;

/** What makes a run one of a method. Methods without a layer measure their drift in KL. */
const SETTINGS = new Map(
  (ALGORITHMS as readonly (Algorithm & { readonly id: AlgorithmId })[]).flatMap(
    ({ id: algorithm, layer }): [MethodId, MethodSettings][] =>
      layer === null
        ? [[algorithm, { algorithm, projection: 'kl' }]]
        : PROJECTION_IDS.map((projection) => [projection, { algorithm, projection }]),
  ),
);

/** Every method, in the order of the algorithms, a layer with each projection: the order of tables and forms. */
export const METHOD_IDS: readonly MethodId[] = [...SETTINGS.keys()];

/** The settings that make a run one of this method. */
export function methodSettings(id: MethodId): MethodSettings {
  return SETTINGS.get(id)!;
}

/** Whether a method is a projection layer. */
export function isLayer(id: MethodId): id is Projection {
  return (PROJECTION_IDS as readonly string[]).includes(id);
}
