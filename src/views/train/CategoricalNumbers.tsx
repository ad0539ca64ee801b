import * as m from '#words/train';
import { formatShare } from '../../components/axisTicks.ts';
import { formatSignificant } from '../../components/format.ts';
import type { Environment } from '../../environments/environment.ts';
import type { DescribedPolicies, ProbeReport } from '../../trainer/events.ts';
import { entropyOf } from './entropyOf.ts';
import { observedText } from './observedText.ts';
import styles from './ProbeNumbers.module.css';

export interface CategoricalNumbersProps {
  readonly environment: Environment;
  readonly labels: readonly string[];
  readonly probes: ProbeReport;
  readonly index: number;
  readonly bound: number;
}

/** Actions listed: the likeliest of them, where there are more. */
const LISTED = 6;

const number = (value: number) => formatSignificant(value, 2);

/** A probe state in numbers: the probability of each action, how far the policies are from the old one, and their entropy. */
export function CategoricalNumbers({ environment, labels, probes, index, bound }: CategoricalNumbersProps) {
  const n = labels.length;
  const { labels: observed, size } = environment.observationSpace;
  const { old, proposed, projected, proposedDistance, projectedDistance } = probes;
  const at = ({ mean }: DescribedPolicies) => mean.subarray(index * n, (index + 1) * n);
  const columns = [
    { name: m.oldInk(), ink: 'old-ink', policy: at(old), distance: null },
    { name: m.proposedInk(), ink: 'proposed-ink', policy: at(proposed), distance: proposedDistance },
    ...(projected === null
      ? []
      : [
          {
            name: m.projectedInk(),
            ink: 'projected-ink',
            policy: at(projected),
            distance: projectedDistance,
          },
        ]),
  ];
  const weight = (action: number) => Math.max(...columns.map(({ policy }) => policy[action]!));
  const listed = labels
    .map((_, action) => action)
    .sort((a, b) => weight(b) - weight(a))
    .slice(0, LISTED)
    .sort((a, b) => a - b);
  return (
    <>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{m.stateNumber({ number: index + 1 })}</th>
            {columns.map(({ name, ink }) => (
              <th key={name} scope="col" className={ink}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {listed.map((action) => (
            <tr key={action}>
              <th scope="row">{labels[action]}</th>
              {columns.map(({ name, policy }) => (
                <td key={name}>{formatShare(policy[action]!)}</td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">{m.distanceOf({ bound: number(bound) })}</th>
            {columns.map(({ name, distance }) => (
              <td key={name}>{distance && number(distance.mean[index]!)}</td>
            ))}
          </tr>
          <tr>
            <th scope="row">{m.entropyRow()}</th>
            {columns.map(({ name, policy }) => (
              <td key={name}>{number(entropyOf(policy))}</td>
            ))}
          </tr>
        </tbody>
      </table>
      {listed.length < n ? (
        <p className={styles.observation}>{m.likeliestOf({ shown: listed.length, count: n })}</p>
      ) : null}
      <p className={styles.observation}>
        {observedText(observed, probes.observation.subarray(index * size, (index + 1) * size), number)}
      </p>
    </>
  );
}
