import type { LabConfiguration } from '../../../experiments/lab.ts';
import type { LookOptions } from '../../../experiments/lookOptions.ts';
import type { Point } from '../labGeometry.ts';
import type { StatePair } from './averageBound.ts';
import { gaussianOf } from './divergence.ts';

const OTHER_OLD = { mean: [0, 0], covariance: { xx: 1, xy: 0, yy: 1 } } as const;
/** The other states' new policies are a little narrower. */
const OTHER_VARIANCE = 0.9;

/** The three states of PAPI's batch: the Lab's pair, and two whose policies have moved as far as they were dragged. */
export function statesOf(lab: LabConfiguration, others: LookOptions['others']): readonly StatePair[] {
  const [x2, y2, x3, y3] = others;
  const means: readonly Point[] = [
    [x2, y2],
    [x3, y3],
  ];
  return [
    { old: gaussianOf(lab.old), proposed: gaussianOf(lab.proposed) },
    ...means.map((mean) => ({
      old: OTHER_OLD,
      proposed: { mean, covariance: { xx: OTHER_VARIANCE, xy: 0, yy: OTHER_VARIANCE } },
    })),
  ];
}
