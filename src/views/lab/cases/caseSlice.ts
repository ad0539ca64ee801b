import type { LabConfiguration, LabGaussian } from '../../../experiments/lab.ts';
import {
  axesOf,
  type Covariance,
  covarianceOf,
  type Point,
  withCovariance,
  withMean,
} from '../labGeometry.ts';
import { covarianceOfShape, ownAngle, relativeShape } from '../shape/relativeShape.ts';
import { whitened } from '../whitened.ts';

/**
 * A plane through the proposals: means shifted in one direction, covariances on one line from shrinking to growing
 * through the old one's. See docs/mathematics.md §3.12.
 */
export interface CaseSlice {
  /** A shift of the mean by one old standard deviation, in plane units. */
  readonly step: Point;
  /** Radians, where the old policy is the unit circle: the axis along which the spread changes most. */
  readonly angle: number;
  /** How much the spread across that axis changes with it, in logarithms: 1 alike, 0 not at all, −1 the other way. */
  readonly ratio: number;
}

/** A proposal of a slice. */
export interface CasePlace {
  /** How far the mean has moved, in old standard deviations, ≥ 0. */
  readonly shift: number;
  /** Logarithm of the factor by which the spread along the slice's axis has changed. */
  readonly stretch: number;
}

/** Where a proposal differs by less, it has no direction of its own and the slice keeps its last one. */
const LEAST = 1e-6;
/** Which axis changes most is asked anew only where the other leads by so much, so that it does not flicker. */
const LEAD = 1.15;

/** The slice through a pair and where the proposal is in it; `previous` says where the pair has no direction. */
export function sliceOf(
  { old, proposed }: Pick<LabConfiguration, 'old' | 'proposed'>,
  previous: CaseSlice | null = null,
): { readonly slice: CaseSlice; readonly place: CasePlace } {
  const oldCovariance = covarianceOf(old);
  const shift: Point = [proposed.mean[0] - old.mean[0], proposed.mean[1] - old.mean[1]];
  const length = lengthIn(oldCovariance, shift);
  const direction = length < LEAST ? (previous?.step ?? firstAxis(old)) : shift;
  const unit = lengthIn(oldCovariance, direction);

  const near = previous?.angle ?? ownAngle(old);
  const shape = relativeShape(oldCovariance, covarianceOf(proposed), near);
  let [first, second] = [Math.log(shape.lambda[0]) / 2, Math.log(shape.lambda[1]) / 2];
  let { angle } = shape;
  const lead = previous === null ? 1 : LEAD;
  if (Math.abs(second) > lead * Math.abs(first) + LEAST) {
    [first, second] = [second, first];
    angle += Math.PI / 2;
  }
  const still = Math.abs(first) < LEAST;
  return {
    slice: {
      step: [direction[0] / unit, direction[1] / unit],
      angle: still ? near : angle,
      ratio: still ? (previous?.ratio ?? 1) : second / first,
    },
    place: { shift: length, stretch: first },
  };
}

function lengthIn(covariance: Covariance, shift: Point): number {
  return Math.hypot(...whitened(covariance, shift));
}

function firstAxis({ angle }: LabGaussian): Point {
  const radians = (angle * Math.PI) / 180;
  return [Math.cos(radians), Math.sin(radians)];
}

/** The covariance at a place of a slice, without the Lab's limits. */
export function covarianceAt(old: LabGaussian, { angle, ratio }: CaseSlice, stretch: number): Covariance {
  const lambda = [Math.exp(2 * stretch), Math.exp(2 * stretch * ratio)] as const;
  return covarianceOfShape(covarianceOf(old), { lambda, angle });
}

/** The proposal at a place of a slice, as the maths has it. */
export function proposalAt(old: LabGaussian, slice: CaseSlice, { shift, stretch }: CasePlace): LabGaussian {
  const mean: Point = [old.mean[0] + shift * slice.step[0], old.mean[1] + shift * slice.step[1]];
  return { mean, ...axesOf(covarianceAt(old, slice, stretch)) };
}

/** The same within the Lab's limits. */
export function allowedProposalAt(old: LabGaussian, slice: CaseSlice, place: CasePlace): LabGaussian {
  const { mean } = proposalAt(old, slice, place);
  return withCovariance(withMean(old, mean), covarianceAt(old, slice, place.stretch));
}
