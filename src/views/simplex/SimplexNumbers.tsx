import * as m from '#words/simplex';
import { Button } from '../../components/Button.tsx';
import { classNames } from '../../components/classNames.ts';
import { TermText } from '../../components/glossary/TermText.tsx';
import { NumberField } from '../../components/NumberField.tsx';
import {
  highestFloor,
  SIMPLEX_LIMITS,
  type SimplexConfiguration,
  tidyLogits,
} from '../../experiments/simplex.ts';
import styles from './SimplexNumbers.module.css';

export interface SimplexNumbersProps {
  readonly simplex: SimplexConfiguration;
  /** What the actions are called. */
  readonly names: readonly string[];
  readonly onChange: (patch: Partial<SimplexConfiguration>, gesture?: string | null) => void;
}

/** Typed beyond the largest, a logit pushes the others down. */
const TYPED = { minimum: SIMPLEX_LIMITS.logit.minimum, maximum: -SIMPLEX_LIMITS.logit.minimum };

/** Old and proposed policy as logits that can be typed, and how many actions there are. */
export function SimplexNumbers({ simplex, names, onChange }: SimplexNumbersProps) {
  const actions = simplex.old.length;
  const { minimum, maximum } = SIMPLEX_LIMITS.actions;
  const resize = (count: number) => {
    const resized = (logits: readonly number[]) =>
      tidyLogits(Array.from({ length: count }, (_, i) => logits[i] ?? -1));
    const { entropyFloor } = simplex;
    onChange({
      old: resized(simplex.old),
      proposed: resized(simplex.proposed),
      sampled: Math.min(simplex.sampled, count - 1),
      // A task has as many actions as it has.
      actions: null,
      entropyFloor: entropyFloor === null ? null : Math.min(entropyFloor, highestFloor(count)),
    });
  };
  return (
    <div className={styles.numbers}>
      <p className="quiet">
        <TermText text={m.logitsHelp()} />
      </p>
      <div className={styles.grid}>
        <span aria-hidden="true" />
        <span className={classNames(styles.side, 'old-ink')}>{m.oldHead()}</span>
        <span className={classNames(styles.side, 'proposed-ink')}>{m.proposedHead()}</span>
        {simplex.old.map((_, action) => {
          const name = names[action]!;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: an action is its place
            <Row key={action} name={name}>
              {(['old', 'proposed'] as const).map((side) => (
                <NumberField
                  key={side}
                  label={side === 'old' ? m.oldLogit({ name }) : m.proposedLogit({ name })}
                  hideLabel
                  value={simplex[side][action]!}
                  onChange={(value) =>
                    onChange(
                      { [side]: tidyLogits(simplex[side].map((one, i) => (i === action ? value : one))) },
                      `${side} logit ${action}`,
                    )
                  }
                  step={0.1}
                  {...TYPED}
                />
              ))}
            </Row>
          );
        })}
      </div>
      <div className={styles.count}>
        <Button onClick={() => resize(actions + 1)} disabled={actions >= maximum}>
          {m.addAction()}
        </Button>
        <Button onClick={() => resize(actions - 1)} disabled={actions <= minimum}>
          {m.removeAction()}
        </Button>
      </div>
    </div>
  );
}

function Row({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <>
      <span className={styles.action} aria-hidden="true">
        {m.action({ name })}
      </span>
      {children}
    </>
  );
}
