import * as m from '#words/train';
import { formatSignificant } from '../../components/format.ts';
import type { Environment } from '../../environments/environment.ts';
import type { DescribedPolicies, PolicyDistances, ProbeReport } from '../../trainer/events.ts';
import { observedText } from './observedText.ts';
import styles from './ProbeNumbers.module.css';

export interface ProbeNumbersProps {
  readonly environment: Environment;
  readonly probes: ProbeReport;
  readonly index: number;
  /** The actions that the picture shows, one or two. */
  readonly actions: readonly number[];
  readonly bounds: { readonly mean: number; readonly covariance: number };
}

/** A probe state in numbers: its policies, how far they are from the old one, and what is observed there. */
export function ProbeNumbers({ environment, probes, index, actions, bounds }: ProbeNumbersProps) {
  const { labels, size } = environment.observationSpace;
  const k = environment.actionSpace.size;
  const number = (value: number) => formatSignificant(value, 2);
  const list = (read: (action: number) => number) => actions.map((action) => number(read(action))).join(', ');
  const mean = ({ mean }: DescribedPolicies) => list((action) => mean[index * k + action]!);
  const deviation = ({ covariance }: DescribedPolicies) =>
    list((action) => Math.sqrt(covariance[(index * k + action) * k + action]!));
  const row = (name: string, ink: string, policy: DescribedPolicies, distance: PolicyDistances | null) => (
    <tr>
      <th scope="row" className={ink}>
        {name}
      </th>
      <td>{mean(policy)}</td>
      <td>{deviation(policy)}</td>
      <td>{distance === null ? '' : number(distance.mean[index]!)}</td>
      <td>{distance === null ? '' : number(distance.covariance[index]!)}</td>
    </tr>
  );
  return (
    <>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{m.stateNumber({ number: index + 1 })}</th>
            <th scope="col">{m.meanColumn()}</th>
            <th scope="col">{m.deviationColumn()}</th>
            <th scope="col">{m.meanPartColumn()}</th>
            <th scope="col">{m.covariancePartColumn()}</th>
          </tr>
        </thead>
        <tbody>
          {row(m.oldInk(), 'old-ink', probes.old, null)}
          {row(m.proposedInk(), 'proposed-ink', probes.proposed, probes.proposedDistance)}
          {probes.projected === null
            ? null
            : row(m.projectedInk(), 'projected-ink', probes.projected, probes.projectedDistance)}
          <tr>
            <th scope="row">{m.bound()}</th>
            <td />
            <td />
            <td>{number(bounds.mean)}</td>
            <td>{number(bounds.covariance)}</td>
          </tr>
        </tbody>
      </table>
      <p className={styles.observation}>
        {observedText(labels, probes.observation.subarray(index * size, (index + 1) * size), number)}
      </p>
    </>
  );
}
