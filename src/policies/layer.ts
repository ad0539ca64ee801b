import {
  createDistance,
  createProjector,
  createTrustRegionLoss,
  type Distance,
  type PreparedPolicies,
  type ProjectionSpecification,
  type Projector,
  type ProjectorOptions,
  preparePolicies,
  type TrustRegionLoss,
} from 'trust-region-layers';
import { createCategoricalKlDistance } from './categorical/klDistance.ts';
import {
  type CategoricalLayerSpecification,
  createCategoricalProjector,
  createCategoricalTrustRegionLoss,
} from './categorical/layer.ts';
import { prepareCategoricalPolicies } from './categorical/oldPolicies.ts';
import type { PolicyBatch } from './headTypes.ts';
import { factorKindOf, type PolicyShape } from './types.ts';

/** What selects a projection layer, of Gaussian or of categorical policies. */
export type LayerSpecification = ProjectionSpecification | CategoricalLayerSpecification;

export function isCategoricalLayer(layer: LayerSpecification): layer is CategoricalLayerSpecification {
  return 'metric' in layer;
}

export function createLayerProjector(layer: LayerSpecification, options?: ProjectorOptions): Projector {
  return isCategoricalLayer(layer)
    ? createCategoricalProjector(layer, options)
    : createProjector(layer, options);
}

/** @param stateDependent whether a covariance depends on the state, and so counts */
export function createLayerLoss(layer: LayerSpecification, stateDependent: boolean): TrustRegionLoss {
  return isCategoricalLayer(layer)
    ? createCategoricalTrustRegionLoss(layer)
    : createTrustRegionLoss({ ...layer, covariancePart: stateDependent });
}

/** Whether the layer's own distance is KL. */
export function measuresKl(layer: LayerSpecification): boolean {
  return (isCategoricalLayer(layer) ? layer.metric : layer.projection) === 'kl';
}

/** KL(p‖q): the two parts of Gaussian policies, or all of it as the mean part. */
export function createKlDistance({ head, actionSize }: Pick<PolicyShape, 'head' | 'actionSize'>): Distance {
  return head === 'categorical'
    ? createCategoricalKlDistance(actionSize)
    : createDistance({
        projection: 'kl',
        scaled: true,
        factor: factorKindOf(head),
        dimension: actionSize,
      });
}

/** Old policies in float64 where no layer prepares them; keeps no reference to the arrays. */
export function prepareOldPolicies(
  { head, actionSize }: Pick<PolicyShape, 'head' | 'actionSize'>,
  old: PolicyBatch,
  count: number,
): PreparedPolicies {
  return head === 'categorical'
    ? prepareCategoricalPolicies(old, actionSize, count)
    : preparePolicies(old, { factor: factorKindOf(head), dimension: actionSize }, count);
}

/** @throws {RangeError} if the layer is not for policies of this shape */
export function checkLayer(
  layer: LayerSpecification,
  { head, actionSize }: Pick<PolicyShape, 'head' | 'actionSize'>,
): void {
  if (isCategoricalLayer(layer) || head === 'categorical') {
    if (head === 'categorical' && isCategoricalLayer(layer) && layer.actions === actionSize) return;
    throw new RangeError(
      `a layer over actions needs a categorical policy with as many; this policy is ${head} of size ${actionSize}`,
    );
  }
  if (layer.factor !== factorKindOf(head) || layer.dimension !== actionSize) {
    throw new RangeError(
      `the projection must have the head's factor (${factorKindOf(head)}, ${actionSize} dimensions), got ${layer.factor}, ${layer.dimension}`,
    );
  }
}
