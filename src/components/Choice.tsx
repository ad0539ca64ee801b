import * as ToggleGroup from 'radix-ui/toggle-group';
import { useId } from 'react';
import styles from './Choice.module.css';
import { ControlLabel } from './ControlLabel.tsx';
import { classNames } from './classNames.ts';
import { TermText } from './glossary/TermText.tsx';
import type { TermId } from './glossary/terms.ts';
import { symbolsInLine } from './SymbolText.tsx';

export interface ChoiceOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** One sentence, shown beneath while this option is chosen; its `[words](term)` answer. */
  readonly description?: string;
}

export interface ChoiceProps<Value extends string> {
  readonly label: string;
  /** What the label answers with. */
  readonly term?: TermId | undefined;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly options: readonly ChoiceOption<Value>[];
  /** segments: all in sight, for up to four; select: the platform's list. */
  readonly appearance?: 'segments' | 'select';
  readonly hideLabel?: boolean;
  readonly disabled?: boolean;
}

/** One of a few. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { label, term, value, onChange, options, appearance = 'segments', hideLabel, disabled } = props;
  const id = useId();
  const description = options.find((option) => option.value === value)?.description;
  return (
    <div className={styles.choice}>
      <ControlLabel
        id={`${id}-label`}
        htmlFor={appearance === 'select' ? id : undefined}
        term={term}
        className={classNames(styles.label, hideLabel && 'visually-hidden')}
      >
        {label}
      </ControlLabel>
      {appearance === 'segments' ? (
        <ToggleGroup.Root
          className={styles.segments}
          type="single"
          aria-labelledby={`${id}-label`}
          value={value}
          disabled={disabled}
          onValueChange={(next) => {
            if (next !== '') onChange(next as Value);
          }}
        >
          {options.map((option) => (
            <ToggleGroup.Item key={option.value} className={styles.segment} value={option.value}>
              {option.label}
            </ToggleGroup.Item>
          ))}
        </ToggleGroup.Root>
      ) : (
        <select
          id={id}
          aria-labelledby={term === undefined ? undefined : `${id}-label`}
          className={styles.select}
          value={value}
          disabled={disabled}
          onChange={(event) => onChange(event.target.value as Value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {symbolsInLine(option.label)}
            </option>
          ))}
        </select>
      )}
      {description === undefined ? null : (
        <p className="quiet">
          <TermText text={description} />
        </p>
      )}
    </div>
  );
}
