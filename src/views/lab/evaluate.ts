import {
  createProjector,
  isBeyond,
  isMeanScaled,
  METRICS,
  PROJECTION_IDS,
  type ProjectionId,
  type ProjectionResult,
  type ProjectionSpecification,
  type Projector,
} from 'trust-region-layers';
import type { LabConfiguration } from '../../experiments/lab.ts';
import { type Covariance, covarianceOf, type Point } from './labGeometry.ts';

/** One part of the distance, before and after, against its bound. */
export interface PartReading {
  readonly before: number;
  readonly bound: number;
  readonly after: number;
  /** ω or η; 0 where the part was inside. */
  readonly multiplier: number;
  /** The proposal was beyond the bound. */
  readonly binds: boolean;
  /** The projected policy is beyond the bound: an entropy floor pushed it out. */
  readonly leaves: boolean;
}

/** What one projection makes of the pair. */
export interface Evaluation {
  readonly projection: ProjectionId;
  readonly mean: Point;
  readonly covariance: Covariance;
  readonly meanPart: PartReading;
  readonly covariancePart: PartReading;
  /** Nats. */
  readonly entropyBefore: number;
  readonly entropyAfter: number;
}

const projectors = new Map<string, { readonly projector: Projector; readonly result: ProjectionResult }>();

function specificationOf(projection: ProjectionId, lab: LabConfiguration): ProjectionSpecification {
  const { scaled, entropyFloor, entropyMode: mode, entropyOrder: order } = lab;
  return {
    projection,
    scaled: isMeanScaled(METRICS[projection], scaled),
    factor: 'covariance',
    dimension: 2,
    entropy: entropyFloor === null ? null : { mode, order },
  };
}

function projectorFor(specification: ProjectionSpecification) {
  const { projection, scaled, entropy } = specification;
  const key = [projection, scaled, entropy?.mode, entropy?.order].join();
  let found = projectors.get(key);
  if (found === undefined) {
    const projector = createProjector(specification);
    found = { projector, result: projector.createResult(1) };
    projectors.set(key, found);
  }
  return found;
}

/** What a projection of this pair is given: a batch of one. */
export function projectionInput(projection: ProjectionId, lab: LabConfiguration) {
  return {
    specification: specificationOf(projection, lab),
    proposed: { mean: Float64Array.from(lab.proposed.mean), factor: matrix(covarianceOf(lab.proposed)) },
    old: { mean: Float64Array.from(lab.old.mean), factor: matrix(covarianceOf(lab.old)) },
    bounds: {
      mean: lab.meanBound,
      covariance: lab.covarianceBound,
      entropyFloor: lab.entropyFloor ?? Number.NEGATIVE_INFINITY,
    },
  };
}

function matrix({ xx, xy, yy }: Covariance): Float64Array {
  return Float64Array.of(xx, xy, xy, yy);
}

function reading(before: number, bound: number, after: number, multiplier: number): PartReading {
  return { before, bound, after, multiplier, binds: multiplier > 0, leaves: isBeyond(after, bound) };
}

/** Runs one projection on the pair of a Lab. */
export function evaluate(projection: ProjectionId, lab: LabConfiguration): Evaluation {
  const { specification, proposed, old, bounds } = projectionInput(projection, lab);
  const { projector, result } = projectorFor(specification);
  projector.forward(proposed, old, bounds, result, 1);
  const { before, after } = result;
  return {
    projection,
    mean: [result.mean[0]!, result.mean[1]!],
    covariance: { xx: result.factor[0]!, xy: result.factor[1]!, yy: result.factor[3]! },
    meanPart: reading(before.mean[0]!, lab.meanBound, after.mean[0]!, result.meanMultiplier[0]!),
    covariancePart: reading(
      before.covariance[0]!,
      lab.covarianceBound,
      after.covariance[0]!,
      result.covarianceMultiplier[0]!,
    ),
    entropyBefore: before.entropy[0]!,
    entropyAfter: after.entropy[0]!,
  };
}

/** All projections on the same pair, each worked out when it is asked for: nobody sees all of them at first. */
export function evaluateAll(lab: LabConfiguration): Readonly<Record<ProjectionId, Evaluation>> {
  const all = {} as Record<ProjectionId, Evaluation>;
  for (const projection of PROJECTION_IDS) {
    let known: Evaluation | undefined;
    const get = () => {
      known ??= evaluate(projection, lab);
      return known;
    };
    Object.defineProperty(all, projection, { enumerable: true, get });
  }
  return all;
}

/**
 * The set of means the layer lets through: old mean + M·(unit disc), M symmetric. An ellipse of the old
 * covariance in a scaled metric, a circle otherwise.
 */
export function meanRegion(lab: Pick<LabConfiguration, 'projection' | 'scaled' | 'meanBound' | 'old'>): {
  readonly centre: Point;
  readonly covariance: Covariance;
} {
  const { projection, scaled, meanBound, old } = lab;
  const metric = METRICS[projection];
  const squaredRadius = meanBound / metric.meanWeight;
  const base = isMeanScaled(metric, scaled) ? covarianceOf(old) : { xx: 1, xy: 0, yy: 1 };
  return {
    centre: old.mean,
    covariance: { xx: base.xx * squaredRadius, xy: base.xy * squaredRadius, yy: base.yy * squaredRadius },
  };
}
