import roles from '../../components/policyRoles.module.css';
import type { SimplexEvaluation } from './evaluateSimplex.ts';
import styles from './TallBars.module.css';

const SIDES = ['old', 'proposed', 'projected'] as const;

/** Old, proposed and projected probability of every action side by side; the numbers are in the table beside it. */
export function TallBars({
  evaluation,
  names,
}: {
  readonly evaluation: SimplexEvaluation;
  readonly names: readonly string[];
}) {
  const largest = Math.max(...SIDES.flatMap((side) => [...evaluation[side]]));
  return (
    <div className={styles.picture} aria-hidden="true">
      <div className={styles.actions}>
        {Array.from(evaluation.old, (_, action) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an action is its place
          <div key={action} className={styles.action}>
            <div className={styles.bars}>
              {SIDES.map((side) => (
                <span
                  key={side}
                  className={roles[side]}
                  style={{ height: `${(100 * evaluation[side][action]!) / largest}%` }}
                />
              ))}
            </div>
            <span className={styles.name}>{names[action]}</span>
          </div>
        ))}
      </div>
    </div>
  );
}
