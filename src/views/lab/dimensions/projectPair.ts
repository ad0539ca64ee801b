import {
  createProjector,
  isBeyond,
  isMeanScaled,
  METRICS,
  type ProjectionResult,
  type Projector,
} from 'trust-region-layers';
import type { LabConfiguration } from '../../../experiments/lab.ts';
import type { PartReading } from '../evaluate.ts';
import type { ActionPair, Gaussian, GaussianPair } from './gaussianPair.ts';
import { marginalOf } from './marginal.ts';

/** What the Lab's settings say of a projection, whatever it is of. */
export type ProjectionSettings = Omit<LabConfiguration, 'old' | 'proposed'>;

/** What the chosen projection makes of a pair over k actions. */
export interface PairEvaluation {
  readonly projected: Gaussian;
  readonly meanPart: PartReading;
  readonly covariancePart: PartReading;
  /** Nats. */
  readonly entropyBefore: number;
  readonly entropyAfter: number;
}

interface Prepared {
  readonly projector: Projector;
  readonly result: ProjectionResult;
}

const prepared = new Map<string, Prepared>();

function projectorFor(settings: ProjectionSettings, dimension: number): Prepared {
  const { projection, scaled: asked, entropyFloor, entropyMode: mode, entropyOrder: order } = settings;
  const scaled = isMeanScaled(METRICS[projection], asked);
  const entropy = entropyFloor === null ? null : { mode, order };
  const key = [projection, scaled, dimension, entropy?.mode, entropy?.order].join();
  let found = prepared.get(key);
  if (found === undefined) {
    const projector = createProjector({ projection, scaled, factor: 'covariance', dimension, entropy });
    found = { projector, result: projector.createResult(1) };
    prepared.set(key, found);
  }
  return found;
}

function batchOf({ mean, covariance }: Gaussian) {
  return { mean: Float64Array.from(mean), factor: Float64Array.from(covariance) };
}

/** Runs the layer on all k actions at once, with the metric, the bounds and the entropy floor of the Lab. */
export function projectPair(
  { dimension, old, proposed }: GaussianPair,
  settings: ProjectionSettings,
): PairEvaluation {
  const { projector, result } = projectorFor(settings, dimension);
  const bounds = {
    mean: settings.meanBound,
    covariance: settings.covarianceBound,
    entropyFloor: settings.entropyFloor ?? Number.NEGATIVE_INFINITY,
  };
  projector.forward(batchOf(proposed), batchOf(old), bounds, result, 1);
  const { before, after } = result;
  const part = (name: 'mean' | 'covariance', multiplier: number): PartReading => ({
    before: before[name][0]!,
    bound: bounds[name],
    after: after[name][0]!,
    multiplier,
    binds: multiplier > 0,
    leaves: isBeyond(after[name][0]!, bounds[name]),
  });
  return {
    projected: { mean: Array.from(result.mean), covariance: Array.from(result.factor) },
    meanPart: part('mean', result.meanMultiplier[0]!),
    covariancePart: part('covariance', result.covarianceMultiplier[0]!),
    entropyBefore: before.entropy[0]!,
    entropyAfter: after.entropy[0]!,
  };
}

/**
 * What the layer would make of two actions if there were no others: not the marginal of what it makes of all
 * (docs/mathematics.md §14.1).
 */
export function projectAlone(
  { dimension, old, proposed }: GaussianPair,
  actions: ActionPair,
  settings: ProjectionSettings,
): Gaussian {
  const alone = {
    dimension: 2,
    old: marginalOf(old, dimension, actions),
    proposed: marginalOf(proposed, dimension, actions),
  };
  return projectPair(alone, settings).projected;
}
