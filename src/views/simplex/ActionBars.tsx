import * as m from '#words/simplex';
import { classNames } from '../../components/classNames.ts';
import { formatFixed, formatSignificant } from '../../components/format.ts';
import roles from '../../components/policyRoles.module.css';
import styles from './ActionBars.module.css';
import type { SimplexEvaluation } from './evaluateSimplex.ts';

const SIDES = ['old', 'proposed', 'projected'] as const;

/** Probabilities and ratios of every action, before and after, as bars with their numbers. */
export function ActionBars({ evaluation }: { readonly evaluation: SimplexEvaluation }) {
  const { old, projected } = evaluation;
  const largest = Math.max(...SIDES.flatMap((side) => [...evaluation[side]]));
  return (
    <table className={styles.bars}>
      <caption className="visually-hidden">{m.probabilities()}</caption>
      <thead>
        <tr>
          <th scope="col">{m.actionHead()}</th>
          <td />
          <th scope="col" className="old-ink">
            {m.oldHead()}
          </th>
          <th scope="col" className="proposed-ink">
            {m.proposedHead()}
          </th>
          <th scope="col" className="projected-ink">
            {m.projectedHead()}
          </th>
          <th scope="col">{m.ratio()}</th>
        </tr>
      </thead>
      <tbody>
        {Array.from(old, (before, action) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an action is its place
          <tr key={action}>
            <th scope="row">{action + 1}</th>
            <td className={styles.picture} aria-hidden="true">
              {SIDES.map((side) => (
                <span
                  key={side}
                  className={classNames(styles.bar, roles[side])}
                  style={{ width: `${(100 * evaluation[side][action]!) / largest}%` }}
                />
              ))}
            </td>
            <td className="old-ink">{formatProbability(before)}</td>
            <td className="proposed-ink">{formatProbability(evaluation.proposed[action]!)}</td>
            <td className="projected-ink">{formatProbability(projected[action]!)}</td>
            <td>{formatSignificant(projected[action]! / before)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function formatProbability(value: number): string {
  return value >= 0.0095 ? formatFixed(value, 3) : formatSignificant(value, 2);
}
