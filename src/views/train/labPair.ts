import * as m from '#words/train';
import { covarianceToAxes } from '../../components/ellipse.ts';
import type { RunConfiguration } from '../../experiments/fields.ts';
import { LAB_LIMITS, type LabConfiguration, type LabGaussian } from '../../experiments/lab.ts';
import { DEFAULT_LAB } from '../../experiments/labPresets.ts';
import type { DescribedPolicies, StatePolicies } from '../../trainer/events.ts';
import { entropyFloorOf } from '../../trainer/specification.ts';

/** A state's old and proposed policy as the Lab takes them. */
export interface LabPair {
  readonly lab: LabConfiguration;
  /** What the Lab shows differently from the run, a sentence each; empty where it shows the very same. */
  readonly differences: readonly string[];
}

/**
 * Old and proposed policy of a state, with the projection and the bounds of the run. The Lab has two actions. Of a
 * single one it gets a second beside it that does not change: independent of the first, it adds nothing to any distance,
 * so that distances and projection are those of the run. Of more than two it gets the pair, a marginal.
 *
 * @param row which of the states
 * @param dimension k, the actions that the task has
 * @param pair two of them, where there are more than one
 * @param entropyFloor β of the update in nats, `null` without a floor
 */
export function labPair(
  configuration: RunConfiguration,
  { old, proposed }: Pick<StatePolicies, 'old' | 'proposed'>,
  row: number,
  dimension: number,
  pair: readonly [number, number],
  entropyFloor: number | null,
): LabPair {
  const floor = dimension === 2 ? entropyFloorOf(configuration) : null;
  const still = Math.sqrt(old.covariance[row * dimension * dimension]!);
  const exact = [old, proposed].map((policy) =>
    dimension === 1 ? besideStill(policy, row, still) : marginal(policy, row, dimension, pair),
  ) as [LabGaussian, LabGaussian];
  const [shownOld, shownProposed] = exact.map(withinLimits) as [LabGaussian, LabGaussian];
  const moved = exact.some((policy, i) => policy !== [shownOld, shownProposed][i]);
  const { projection, scaled, meanBound, covarianceBound } = configuration;
  return {
    lab: {
      projection,
      scaled,
      meanBound,
      covarianceBound,
      entropyFloor: floor && entropyFloor,
      entropyMode: floor?.mode ?? DEFAULT_LAB.entropyMode,
      entropyOrder: floor?.order ?? DEFAULT_LAB.entropyOrder,
      old: shownOld,
      proposed: shownProposed,
    },
    differences: [
      ...(dimension === 1 ? [m.oneAction()] : []),
      ...(dimension > 2 ? [m.twoOfActions({ count: dimension })] : []),
      ...(dimension !== 2 && entropyFloor !== null ? [m.floorLeftOut()] : []),
      ...(moved ? [m.movedToEdge()] : []),
    ],
  };
}

/** One action and a second that has the same distribution always: mean 0, standard deviation `still`. */
function besideStill({ mean, covariance }: DescribedPolicies, row: number, still: number): LabGaussian {
  return { mean: [mean[row]!, 0], sigma1: Math.sqrt(covariance[row]!), sigma2: still, angle: 0 };
}

function marginal(
  { mean, covariance }: DescribedPolicies,
  row: number,
  dimension: number,
  [i, j]: readonly [number, number],
): LabGaussian {
  const entry = (a: number, b: number) => covariance[(row * dimension + a) * dimension + b]!;
  const axes = covarianceToAxes([entry(i, i), entry(i, j), entry(j, i), entry(j, j)]);
  return {
    mean: [mean[row * dimension + i]!, mean[row * dimension + j]!],
    sigma1: axes.sigma1,
    sigma2: axes.sigma2,
    angle: (axes.angle * 180) / Math.PI,
  };
}

/** The same object where it is within them. */
function withinLimits(gaussian: LabGaussian): LabGaussian {
  const { mean, sigma } = LAB_LIMITS;
  const [x, y] = gaussian.mean.map((value) => Math.min(mean.maximum, Math.max(mean.minimum, value)));
  const [sigma1, sigma2] = [gaussian.sigma1, gaussian.sigma2].map((value) =>
    Math.min(sigma.maximum, Math.max(sigma.minimum, value)),
  );
  const same =
    x === gaussian.mean[0] &&
    y === gaussian.mean[1] &&
    sigma1 === gaussian.sigma1 &&
    sigma2 === gaussian.sigma2;
  return same ? gaussian : { ...gaussian, mean: [x!, y!], sigma1: sigma1!, sigma2: sigma2! };
}
