import { classNames } from '../../../../components/classNames.ts';
import type { Slope } from './actionShapes.ts';
import styles from './SlopeBars.module.css';

interface SlopeBarsProps {
  readonly actions: readonly string[];
  readonly slopes: readonly Slope[];
}

/** Where the loss would have each logit go, to the right up and to the left down; its numbers stand beside it. */
export function SlopeBars({ actions, slopes }: SlopeBarsProps) {
  return (
    <div className={styles.slopes} aria-hidden="true">
      {actions.map((name, action) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an action is its place
        <div key={action} className={styles.action}>
          <span className={styles.name}>{name}</span>
          <span className={styles.lanes}>
            {slopes.map(({ role, entries }) => {
              const entry = entries[action]!;
              const side = entry < 0 ? 'right' : 'left';
              return (
                <span key={role} className={styles.lane}>
                  <span
                    className={classNames(styles.bar, styles[role])}
                    style={{ [side]: '50%', width: `${50 * Math.abs(entry)}%` }}
                  />
                </span>
              );
            })}
          </span>
        </div>
      ))}
    </div>
  );
}
