import * as RadixSwitch from 'radix-ui/switch';
import { type ReactNode, useId } from 'react';
import { Term } from './glossary/Term.tsx';
import type { TermId } from './glossary/terms.ts';
import styles from './Switch.module.css';

export interface SwitchProps {
  readonly label: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  /** One sentence beneath. */
  readonly help?: string;
  readonly disabled?: boolean;
  /** Its words answer with this term of the glossary; the switch alone switches then. */
  readonly term?: TermId;
}

export function Switch({ label, checked, onChange, help, disabled, term }: SwitchProps) {
  const id = useId();
  return (
    <div className={styles.control}>
      {term === undefined ? (
        <label className={styles.label} htmlFor={id}>
          {label}
        </label>
      ) : (
        <span className={styles.label} id={`${id}-label`}>
          <Term id={term}>{label}</Term>
        </span>
      )}
      <RadixSwitch.Root
        id={id}
        aria-labelledby={term === undefined ? undefined : `${id}-label`}
        className={styles.track}
        checked={checked}
        onCheckedChange={onChange}
        disabled={disabled}
        aria-describedby={help === undefined ? undefined : `${id}-help`}
      >
        <RadixSwitch.Thumb className={styles.thumb} />
      </RadixSwitch.Root>
      {help === undefined ? null : (
        <p id={`${id}-help`} className={styles.help}>
          {help}
        </p>
      )}
    </div>
  );
}
