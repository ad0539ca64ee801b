import * as m from '#words/compare';
import { Choice } from '../../../components/Choice.tsx';
import { TypedField } from '../../../components/TypedField.tsx';
import {
  COMPARED_FIELDS,
  COMPARISON_LIMITS,
  type ComparedFieldName,
  type ComparisonPlan,
  type Variation,
} from '../../../experiments/comparison/plan.ts';
import { fieldToText } from '../../../experiments/fieldText.ts';
import { fieldsOf } from './comparedFields.ts';
import styles from './planForm.module.css';
import { readSettings } from './readSetting.ts';

interface SweepProps {
  readonly plan: ComparisonPlan;
  readonly variation: Extract<Variation, { kind: 'sweep' }>;
  readonly onChange: (variation: Variation) => void;
}

/** The setting that is varied, and its values. */
export function PlannedSweep({ plan, variation, onChange }: SweepProps) {
  const field = COMPARED_FIELDS.find(({ name }) => name === variation.field)!;
  const text = variation.values.map((value) => fieldToText(field, value)).join(', ');
  return (
    <div className={styles.column}>
      <Choice
        label={m.setting()}
        appearance="select"
        value={variation.field}
        onChange={(name) => {
          const chosen = COMPARED_FIELDS.find((one) => one.name === name)!;
          onChange({ kind: 'sweep', field: name as ComparedFieldName, values: startingValues(chosen) });
        }}
        options={fieldsOf(plan, (name) => name === variation.field)
          .filter(({ kind }) => kind !== 'integers')
          .map(({ name, label }) => ({ value: name, label }))}
      />
      <TypedField
        key={variation.field}
        label={m.values({ most: COMPARISON_LIMITS.values })}
        inputMode="text"
        text={text}
        read={(typed) => readSettings(field, typed)}
        onTake={(values) =>
          onChange({ ...variation, values: values as readonly (number | string | boolean)[] })
        }
      />
    </div>
  );
}

function startingValues(field: (typeof COMPARED_FIELDS)[number]): (number | string | boolean)[] {
  if (field.kind === 'choice') return [...field.choices].slice(0, COMPARISON_LIMITS.values);
  if (field.kind === 'switch') return [false, true];
  if (field.kind === 'integers') return [];
  const around =
    field.default === 0 ? [0, field.maximum / 10] : [0.3, 1, 3].map((factor) => factor * field.default);
  const fits = around
    .map((value) => Math.min(Math.max(value, field.minimum), field.maximum))
    .map((value) => (field.kind === 'integer' ? Math.round(value) : Number(value.toPrecision(2))));
  return [...new Set(fits)];
}
