import { createCategoricalHead } from './categorical/head.ts';
import { createGaussianHead, type GaussianHead, type GaussianHeadSpecification } from './gaussian/head.ts';
import type { Head, HeadSpecification } from './headTypes.ts';

/** The head of a policy. @throws {RangeError} if the initial standard deviation does not exceed the minimal one */
export function createHead(specification: GaussianHeadSpecification): GaussianHead;
export function createHead(specification: HeadSpecification): Head;
export function createHead(specification: HeadSpecification): Head {
  const { head } = specification;
  return head === 'categorical'
    ? createCategoricalHead(specification)
    : createGaussianHead({ ...specification, head });
}

/** The head of what must be a Gaussian policy. @throws {RangeError} for a categorical one */
export function gaussianHeadOf({ specification }: Head): GaussianHead {
  const { head } = specification;
  if (head === 'categorical') throw new RangeError('this needs a Gaussian policy, got a categorical one');
  return createGaussianHead({ ...specification, head });
}
