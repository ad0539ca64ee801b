import { createCategoricalFisherMetric } from './categorical/fisher.ts';
import type { FisherMetric } from './fisherMetric.ts';
import { createGaussianFisherMetric } from './gaussian/fisher.ts';
import type { HeadSpecification } from './headTypes.ts';

export function createFisherMetric(specification: HeadSpecification): FisherMetric {
  const { head, actionSize } = specification;
  return head === 'categorical'
    ? createCategoricalFisherMetric(actionSize)
    : createGaussianFisherMetric({ ...specification, head });
}
