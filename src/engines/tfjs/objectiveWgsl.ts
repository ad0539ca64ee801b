import {
  hasCategoricalWgsl,
  hasWgsl,
  MAX_FULL_WGSL_DIMENSION,
  MAX_WGSL_ACTIONS,
} from 'trust-region-layers/wgsl';
import * as m from '#words/engines';
import { isCategoricalLayer } from '../../policies/layer.ts';
import type { ObjectiveSpecification } from '../../policies/objective.ts';
import { factorKindOf } from '../../policies/types.ts';
import { categoricalObjectiveWgsl } from './categoricalObjectiveWgsl.ts';
import { gaussianObjectiveWgsl } from './gaussianObjectiveWgsl.ts';

/** Why this objective cannot run on WebGPU, as a sentence, or `null` if it can. */
export function webgpuObstacle({ head, actionSize }: ObjectiveSpecification): string | null {
  if (head === 'categorical') {
    if (hasCategoricalWgsl({ actions: actionSize })) return null;
    return m.tooManyChoices({ most: MAX_WGSL_ACTIONS, actions: actionSize });
  }
  if (hasWgsl({ factor: factorKindOf(head), dimension: actionSize })) return null;
  return m.tooManyActions({ most: MAX_FULL_WGSL_DIMENSION, actions: actionSize });
}

/**
 * The policy objective of one row as a kernel, the twin of `createPolicyObjective` (docs/mathematics.md §7, §15.11).
 * @throws {RangeError} if the layer is for policies of another kind
 */
export function objectiveWgsl(specification: ObjectiveSpecification, members: number): string {
  const { head, projection } = specification;
  if (head === 'categorical' && (projection === null || isCategoricalLayer(projection))) {
    return categoricalObjectiveWgsl({ ...specification, projection }, members);
  }
  if (head !== 'categorical' && (projection === null || !isCategoricalLayer(projection))) {
    return gaussianObjectiveWgsl({ ...specification, head, projection }, members);
  }
  throw new RangeError(`the layer of a ${head} policy is for policies of another kind`);
}
