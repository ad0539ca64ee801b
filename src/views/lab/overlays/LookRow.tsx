import * as m from '#words/looks';
import { Button } from '../../../components/Button.tsx';
import styles from './LookRow.module.css';

/** What a closer look is called and says; read when it is shown, in the reader's language. */
export interface Look {
  readonly name: string;
  readonly sentence: string;
}

/** The switches of the closer looks, and the sentence of each that is on. */
export function LookRow<Id extends string>({
  ids,
  looks,
  on,
  onTurn,
}: {
  /** In the order of the switches. */
  readonly ids: readonly Id[];
  readonly looks: Readonly<Record<Id, Look>>;
  readonly on: readonly Id[];
  readonly onTurn: (id: Id, on: boolean) => void;
}) {
  return (
    <fieldset className={styles.row} aria-label={m.closer()}>
      <div className={styles.switches}>
        <span className={styles.title} aria-hidden="true">
          {m.closer()}
        </span>
        {ids.map((id) => (
          <Button
            key={id}
            className={styles.look}
            aria-pressed={on.includes(id)}
            onClick={() => onTurn(id, !on.includes(id))}
          >
            {looks[id].name}
          </Button>
        ))}
      </div>
      {on.map((id) => (
        <p key={id} className={styles.sentence}>
          <b>{looks[id].name}.</b> {looks[id].sentence}
        </p>
      ))}
    </fieldset>
  );
}
