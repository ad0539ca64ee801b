import * as m from '#words/looks';
import { Button } from '../../../components/Button.tsx';
import styles from './LookRow.module.css';

/** A closer look as its switch shows it. */
export interface Look<Id extends string> {
  readonly id: Id;
  readonly name: string;
  readonly sentence: string;
}

/** The switches of the closer looks, and the sentence of each that is on. */
export function LookRow<Id extends string>({
  looks,
  on,
  onTurn,
}: {
  readonly looks: readonly Look<Id>[];
  readonly on: readonly Id[];
  readonly onTurn: (id: Id, on: boolean) => void;
}) {
  return (
    <fieldset className={styles.row} aria-label={m.closer()}>
      <div className={styles.switches}>
        <span className={styles.title} aria-hidden="true">
          {m.closer()}
        </span>
        {looks.map(({ id, name }) => (
          <Button
            key={id}
            className={styles.look}
            aria-pressed={on.includes(id)}
            onClick={() => onTurn(id, !on.includes(id))}
          >
            {name}
          </Button>
        ))}
      </div>
      {looks
        .filter(({ id }) => on.includes(id))
        .map(({ id, name, sentence }) => (
          <p key={id} className={styles.sentence}>
            <b>{name}.</b> {sentence}
          </p>
        ))}
    </fieldset>
  );
}
