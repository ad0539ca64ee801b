import { useState } from 'react';
import * as m from '#words/compare';
import { Button } from '../../../components/Button.tsx';
import { Choice } from '../../../components/Choice.tsx';
import { TypedField } from '../../../components/TypedField.tsx';
import {
  COMPARED_FIELDS,
  COMPARISON_LIMITS,
  type ComparedFieldName,
  type ComparisonPlan,
  shownSetting,
} from '../../../experiments/comparison/plan.ts';
import { fieldToText } from '../../../experiments/fieldText.ts';
import { methodLabel } from '../arms.ts';
import { fieldsOf } from './comparedFields.ts';
import styles from './planForm.module.css';
import type { PlanPartProps } from './planPart.ts';
import { readSetting } from './readSetting.ts';

/** Settings of one method or of all, over the task’s preset. */
export function PlannedSettings({ plan, change }: PlanPartProps) {
  const [target, setTarget] = useState('all');
  const [name, setName] = useState<ComparedFieldName>('learningRate');
  const field = COMPARED_FIELDS.find((one) => one.name === name)!;
  const index = target === 'all' || Number(target) >= plan.methods.length ? null : Number(target);
  const own = index === null ? plan.settings : plan.methods[index]!.settings;
  const put = (settings: ComparisonPlan['settings']) =>
    index === null
      ? change({ settings })
      : change({
          methods: plan.methods.map((method, at) => (at === index ? { ...method, settings } : method)),
        });
  const set = COMPARED_FIELDS.filter((one) => own[one.name] !== undefined);
  return (
    <div className={styles.column}>
      <Choice
        label={m.of()}
        appearance="select"
        value={index === null ? 'all' : target}
        onChange={setTarget}
        options={[
          { value: 'all', label: m.allMethods() },
          ...plan.methods.map((method, at) => ({ value: String(at), label: methodLabel(method) })),
        ]}
      />
      <Choice
        label={m.setting()}
        appearance="select"
        value={name as string}
        onChange={(next) => setName(next as ComparedFieldName)}
        options={fieldsOf(plan, (one) => one === name || own[one] !== undefined).map((one) => ({
          value: one.name as string,
          label: one.label,
        }))}
      />
      <TypedField
        key={`${target} ${name}`}
        label={m.value()}
        inputMode="text"
        text={own[name] === undefined ? '' : fieldToText(field, own[name])}
        read={(typed) => (typed.trim() === '' ? { value: undefined } : readSetting(field, typed))}
        onTake={(value) => {
          const { [name]: _, ...rest } = own;
          put(value === undefined ? rest : { ...rest, [name]: value });
        }}
      />
      {set.length === 0 ? (
        <p className={styles.help}>{m.presetHolds()}</p>
      ) : (
        <ul className={styles.settings}>
          {set.map((one) => (
            <li key={one.name}>
              {m.settingIs({ setting: one.label, value: shownSetting(one, own[one.name]) })}
            </li>
          ))}
        </ul>
      )}
      {index === null ? null : (
        <Button
          onClick={() => {
            const methods = [...plan.methods];
            methods.splice(index + 1, 0, plan.methods[index]!);
            change({ methods });
            setTarget(String(index + 1));
          }}
          disabled={plan.methods.length >= COMPARISON_LIMITS.methods}
        >
          {m.compareSecond()}
        </Button>
      )}
    </div>
  );
}
