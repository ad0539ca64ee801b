import type { ProjectionId } from 'trust-region-layers';
import type { CategoricalMetricId } from 'trust-region-layers/categorical';
import type { MethodLook } from '../algorithms/algorithm.ts';
import { algorithmOf } from '../algorithms/algorithmOf.ts';
import { algorithmIdOf, isLayer, type MethodId } from '../experiments/comparison/methods.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import { hasDiscreteActions, type LayerId, layerOf } from '../experiments/layers.ts';
import { CATEGORICAL_METHODS } from './categoricalMethods.ts';
import { PROJECTION_METHODS } from './projectionMethods.ts';

export type RunMethod = Pick<
  RunConfiguration,
  'environment' | 'algorithm' | 'projection' | 'categoricalProjection'
>;

/** How a layer is called and drawn, whatever its policies are over. */
export interface LayerLook extends MethodLook {
  readonly label: string;
  readonly name: string;
  readonly summary: string;
}

/** The metric of a run, in words and looks. */
export function runLayer(run: Omit<RunMethod, 'algorithm'>): LayerLook {
  const id = layerOf(run);
  return hasDiscreteActions(run.environment)
    ? CATEGORICAL_METHODS[id as CategoricalMetricId]
    : PROJECTION_METHODS[id as ProjectionId];
}

/** A layer whatever its policies are over: one of both kinds looks the same. */
function layerLook(id: LayerId): LayerLook {
  return id in PROJECTION_METHODS
    ? PROJECTION_METHODS[id as ProjectionId]
    : CATEGORICAL_METHODS[id as CategoricalMetricId];
}

/** How a run is named and drawn: by its algorithm, or by the metric of its layer. */
export function runLook(run: RunMethod): MethodLook & { readonly name: string } {
  const { name, look } = algorithmOf(run);
  return look === null ? runLayer(run) : { ...look, name };
}

/** How a method is named and drawn, on whatever task. */
export function methodLook(id: MethodId): MethodLook & { readonly name: string } {
  const { name, look } = algorithmOf({ algorithm: algorithmIdOf(id) });
  return look === null ? layerLook(id as LayerId) : { ...look, name };
}

/** A method in words: `TRPL, KL`, `PPO`. */
export function methodName(run: RunMethod): string {
  const { name, look } = algorithmOf(run);
  return look === null ? `${name}, ${runLayer(run).name}` : name;
}

/** The same of a method on whatever task. */
export function methodTitle(id: MethodId): string {
  const { name } = algorithmOf({ algorithm: algorithmIdOf(id) });
  return isLayer(id) ? `${name}, ${layerLook(id).name}` : name;
}
