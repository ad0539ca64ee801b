import * as m from '#words/landscape';
import { formatFixed } from '../../../components/format.ts';
import type { BatchEstimate } from './batchEstimate.ts';
import { signed } from './GainBars.tsx';
import styles from './LandscapePanel.module.css';

/** A policy's rewards, exact, promised and estimated. */
export interface RewardRow {
  readonly policy: 'old' | 'proposed' | 'projected';
  readonly reward: number;
  /** What the slope at the old policy promises it to gain; `null` for the old one itself. */
  readonly promised: number | null;
  readonly estimate: BatchEstimate;
}

/** Expected rewards of the three policies as numbers. */
export function RewardTable({
  rows,
  count,
}: {
  readonly rows: readonly RewardRow[];
  readonly count: string;
}) {
  const old = rows.find(({ policy }) => policy === 'old')!.reward;
  const names = { old: m.old, proposed: m.proposed, projected: m.projected };
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{m.columnPolicy()}</th>
          <th scope="col">{m.columnReward()}</th>
          <th scope="col">{m.columnGain()}</th>
          <th scope="col">{m.columnPromised()}</th>
          <th scope="col">{m.columnBatch({ count })}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ policy, reward, promised, estimate }) => (
          <tr key={policy}>
            <th scope="row" className={`${policy}-ink`}>
              {names[policy]()}
            </th>
            <td>{formatFixed(reward)}</td>
            <td>{promised === null ? '' : signed(reward - old)}</td>
            <td>{promised === null ? '' : signed(promised)}</td>
            <td>
              {formatFixed(estimate.reward)}{' '}
              <span className={styles.error}>± {formatFixed(estimate.error)}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
