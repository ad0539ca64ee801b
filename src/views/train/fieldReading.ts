import * as m from '#words/train';
import { formatShare } from '../../components/axisTicks.ts';
import { formatSignificant } from '../../components/format.ts';
import { type Environment, isDiscrete, type StatePlane } from '../../environments/environment.ts';
import type { DescribedPolicies } from '../../trainer/events.ts';
import type { FieldGrid, PolicyField } from '../../trainer/policyField.ts';

type Place = readonly [number, number];

/** Index of the point of a grid that is nearest to a place of the plane. */
export function nearestPoint(
  { across, up }: StatePlane,
  { columns, rows }: FieldGrid,
  [x, y]: Place,
): number {
  const column = Math.round(((x - across.low) / (across.high - across.low)) * (columns - 1));
  const row = Math.round(((y - up.low) / (up.high - up.low)) * (rows - 1));
  const within = (index: number, count: number) => Math.max(0, Math.min(count - 1, index));
  return within(row, rows) * columns + within(column, columns);
}

/** The field at a place in words, a line each: where it is, the two policies, the value. */
export function readField(
  { actionSpace }: Environment,
  plane: StatePlane,
  field: PolicyField,
  actions: readonly number[],
  place: Place,
): readonly { readonly name: string; readonly value: string }[] {
  const k = actionSpace.size;
  const number = (value: number) => formatSignificant(value, 2);
  const point = nearestPoint(plane, field.policyGrid, place);
  const choice = ({ mean }: DescribedPolicies) =>
    actionSpace.labels
      .map((label, action) => `${label} ${formatShare(mean[point * k + action]!)}`)
      .join(', ');
  const gaussian = ({ mean, covariance }: DescribedPolicies) =>
    actions
      .map((action) => {
        const deviation = Math.sqrt(covariance[(point * k + action) * k + action]!);
        return `${number(mean[point * k + action]!)} ± ${number(deviation)}`;
      })
      .join(', ');
  const policy = isDiscrete(actionSpace) ? choice : gaussian;
  return [
    { name: plane.across.label, value: number(place[0]) },
    { name: plane.up.label, value: number(place[1]) },
    { name: m.newPolicy(), value: policy(field.now) },
    { name: m.oldPolicy(), value: policy(field.old) },
    { name: m.value(), value: number(field.value[nearestPoint(plane, field.valueGrid, place)]!) },
  ];
}

/** Which of the probe states is nearest to a place, in shares of the plane; −1 where there is none. */
export function nearestProbe({ across, up }: StatePlane, probes: readonly Place[], [x, y]: Place): number {
  const distances = probes.map(([px, py]) =>
    Math.hypot((px - x) / (across.high - across.low), (py - y) / (up.high - up.low)),
  );
  return distances.indexOf(Math.min(...distances));
}
