import * as m from '#words/looks';
import { Button } from '../../../components/Button.tsx';
import { LOOK_IDS, type LookId } from '../../../experiments/looks.ts';
import styles from './LookRow.module.css';
import { OVERLAYS } from './registry.ts';

/** The switches of the closer looks, and the sentence of each that is on. */
export function LookRow({
  on,
  onTurn,
}: {
  readonly on: readonly LookId[];
  readonly onTurn: (id: LookId, on: boolean) => void;
}) {
  return (
    <fieldset className={styles.row} aria-label={m.closer()}>
      <div className={styles.switches}>
        <span className={styles.title} aria-hidden="true">
          {m.closer()}
        </span>
        {LOOK_IDS.map((id) => (
          <Button
            key={id}
            className={styles.look}
            aria-pressed={on.includes(id)}
            onClick={() => onTurn(id, !on.includes(id))}
          >
            {OVERLAYS[id].name}
          </Button>
        ))}
      </div>
      {on.map((id) => (
        <p key={id} className={styles.sentence}>
          <b>{OVERLAYS[id].name}.</b> {OVERLAYS[id].sentence}
        </p>
      ))}
    </fieldset>
  );
}
