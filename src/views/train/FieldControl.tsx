import { dequal } from 'dequal/lite';
import * as m from '#words/train';
import { Choice } from '../../components/Choice.tsx';
import { formatField } from '../../components/format.ts';
import { termOfField } from '../../components/glossary/fieldTerms.ts';
import { IntegerListField } from '../../components/IntegerListField.tsx';
import { NumberField } from '../../components/NumberField.tsx';
import { Switch } from '../../components/Switch.tsx';
import { environmentById } from '../../environments/environmentById.ts';
import { RUN_FIELDS, type RunConfiguration, type RunFieldName } from '../../experiments/fields.ts';
import { isOfTask, whyIdle } from '../../experiments/idleFields.ts';
import { type Field, isNever, type NumberField as NumberRow } from '../../fields/field.ts';
import { useTrainStore } from '../../store/train.ts';
import { baseOf } from '../../store/trainSelection.ts';
import styles from './FieldControl.module.css';

const FIELDS = new Map<RunFieldName, Field>(RUN_FIELDS.map((field) => [field.name, field]));

/**
 * One hyperparameter: its control, what it does or why it does nothing now, and the way back to its default. Nothing where
 * it is of policies that the task has not.
 */
export function FieldControl({ name }: { readonly name: RunFieldName }) {
  const field = FIELDS.get(name)!;
  const value = useTrainStore((state) => state.configuration[name]);
  const base = useTrainStore((state) => baseOf(state)[name]);
  const setField = useTrainStore((state) => state.setField);
  const resetField = useTrainStore((state) => state.resetField);
  const idle = useTrainStore((state) => whyIdle(name, state.configuration));
  const present = useTrainStore((state) => isOfTask(name, state.configuration.environment));
  const changed = !dequal(value, base);
  if (!present) return null;
  return (
    <div className={styles.field} data-idle={idle !== null || undefined}>
      <FieldInput
        field={field}
        value={value}
        onChange={(next) => setField(name, next as never)}
        disabled={idle !== null}
      />
      <p className="quiet">
        {idle ?? field.help}{' '}
        {changed ? (
          <button type="button" className={styles.reset} onClick={() => resetField(name)}>
            {m.changedBackTo({ value: fieldText(field, base) })}
            <span className="visually-hidden"> {m.forField({ field: field.label })}</span>
          </button>
        ) : null}
      </p>
    </div>
  );
}

interface FieldInputProps {
  readonly field: Field;
  readonly value: RunConfiguration[RunFieldName];
  readonly onChange: (value: RunConfiguration[RunFieldName]) => void;
  readonly disabled: boolean;
}

function FieldInput({ field, value, onChange, disabled }: FieldInputProps) {
  const term = termOfField(field.name);
  switch (field.kind) {
    case 'switch':
      return (
        <Switch
          label={field.label}
          checked={value as boolean}
          onChange={onChange}
          disabled={disabled}
          {...(term && { term })}
        />
      );
    case 'choice':
      return (
        <Choice
          label={field.label}
          term={term}
          value={value as string}
          disabled={disabled}
          onChange={(next) => onChange(next as RunConfiguration[RunFieldName])}
          options={field.choices.map((choice) => ({ value: choice, label: field.names?.[choice] ?? choice }))}
        />
      );
    case 'integers':
      return (
        <div className={styles.row}>
          <IntegerListField
            {...limits(field)}
            label={field.label}
            term={term}
            value={value as readonly number[]}
            onChange={onChange}
          />
        </div>
      );
    default:
      if (field.never !== undefined) {
        return (
          <NumberOrNever field={field} value={value as number} onChange={onChange} never={field.never} />
        );
      }
      return (
        <div className={styles.row}>
          <NumberField
            label={field.label}
            term={term}
            value={value as number}
            onChange={onChange}
            minimum={field.minimum}
            maximum={field.maximum}
            integer={field.kind === 'integer'}
            disabled={disabled}
          />
        </div>
      );
  }
}

interface NumberOrNeverProps {
  readonly field: NumberRow;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly never: number;
}

/** A number behind a switch; switched on it is at what the task counts as solved. */
function NumberOrNever({ field, value, onChange, never }: NumberOrNeverProps) {
  const solved = useTrainStore(
    ({ configuration }) => environmentById(configuration.environment).solvedReturn,
  );
  const on = !isNever(field, value);
  const term = termOfField(field.name);
  return (
    <>
      <Switch
        label={field.label}
        checked={on}
        onChange={(next) => onChange(next ? (solved ?? 0) : never)}
        {...(term && { term })}
      />
      {on ? (
        <div className={styles.row}>
          <NumberField
            label={m.return()}
            value={value}
            onChange={onChange}
            minimum={field.minimum}
            maximum={field.maximum}
          />
        </div>
      ) : null}
    </>
  );
}

function limits({ minimum, maximum, minimumLength, maximumLength }: Extract<Field, { kind: 'integers' }>) {
  return { minimum, maximum, minimumLength, maximumLength };
}

/** A value as the form shows it. */
function fieldText(field: Field, value: unknown): string {
  if (isNever(field, value)) return m.off();
  switch (field.kind) {
    case 'switch':
      return value === true ? m.on() : m.off();
    case 'choice':
      return field.names?.[value as string] ?? String(value);
    case 'integers':
      return (value as readonly number[]).join(', ');
    default:
      return formatField(value as number, 6);
  }
}
