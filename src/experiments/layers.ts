import type { ProjectionId } from 'trust-region-layers';
import { CATEGORICAL_METRIC_IDS, type CategoricalMetricId } from 'trust-region-layers/categorical';
import { isDiscrete } from '../environments/environment.ts';
import { environmentById } from '../environments/environmentById.ts';
import { type EnvironmentId, PROJECTION_IDS } from './choices.ts';

/** The metric of a layer, of Gaussian policies or of policies over discrete actions; some are of both. */
export type LayerId = ProjectionId | CategoricalMetricId;

/** Every one, those of Gaussian policies first. */
export const LAYER_IDS: readonly LayerId[] = [
  ...PROJECTION_IDS,
  ...CATEGORICAL_METRIC_IDS.filter((id) => !(PROJECTION_IDS as readonly string[]).includes(id)),
];

/** Whether one chooses among the actions of a task. */
export function hasDiscreteActions(environment: EnvironmentId): boolean {
  return isDiscrete(environmentById(environment).actionSpace);
}

/** The layers that there are for a task's policies. */
export function layersOn(environment: EnvironmentId): readonly LayerId[] {
  return hasDiscreteActions(environment) ? CATEGORICAL_METRIC_IDS : PROJECTION_IDS;
}

/** The settings that name a layer's metric: one for each kind of actions. */
export interface LayerSettings {
  readonly projection: ProjectionId;
  readonly categoricalProjection: CategoricalMetricId;
}

/** The metric of a run: that of its layer, and where it has none the one in which its drift is measured. */
export function layerOf({
  environment,
  projection,
  categoricalProjection,
}: LayerSettings & { readonly environment: EnvironmentId }): LayerId {
  return hasDiscreteActions(environment) ? categoricalProjection : projection;
}

/** The setting that makes a layer of this metric on a task. */
export function layerSettings(id: LayerId, environment: EnvironmentId): Partial<LayerSettings> {
  return hasDiscreteActions(environment)
    ? { categoricalProjection: id as CategoricalMetricId }
    : { projection: id as ProjectionId };
}
