import { useState } from 'react';
import * as m from '#words/compare';
import { Button } from '../../components/Button.tsx';
import { Choice } from '../../components/Choice.tsx';
import { classNames } from '../../components/classNames.ts';
import { Disclosure } from '../../components/Disclosure.tsx';
import { IntegerListField } from '../../components/IntegerListField.tsx';
import { NumberField } from '../../components/NumberField.tsx';
import { methodLook } from '../../components/runMethod.ts';
import { TypedField } from '../../components/TypedField.tsx';
import { environmentById } from '../../environments/environmentById.ts';
import { ENVIRONMENT_IDS } from '../../experiments/choices.ts';
import {
  IMPLEMENTATION_CHOICES,
  type ImplementationChoiceId,
} from '../../experiments/comparison/implementationChoices.ts';
import { isOnTask, METHOD_IDS, type MethodId } from '../../experiments/comparison/methods.ts';
import {
  COMPARED_FIELDS,
  COMPARISON_LIMITS,
  type ComparedFieldName,
  type ComparisonPlan,
  isDiagonal,
  samePlan,
  type Variation,
} from '../../experiments/comparison/plan.ts';
import { COMPARISON_PRESETS } from '../../experiments/comparison/presets.ts';
import { TASK_TERMS } from '../../experiments/comparison/tasks.ts';
import { RUN_FIELDS } from '../../experiments/fields.ts';
import { fieldToText } from '../../experiments/fieldText.ts';
import { isOfTask } from '../../experiments/idleFields.ts';
import { hasDiscreteActions } from '../../experiments/layers.ts';
import { useCompareStore } from '../../store/compare.ts';
import { conjunction } from '../../words/lists.ts';
import { methodLabel } from './arms.ts';
import styles from './PlanForm.module.css';
import { readSetting, readSettings } from './readSetting.ts';

const SEEDS = RUN_FIELDS.find((field) => field.name === 'seeds')!;
const SEED_LIMITS = {
  minimum: 0,
  maximum: 2_147_483_647,
  minimumLength: 1,
  maximumLength: COMPARISON_LIMITS.seeds,
};

/** What is compared: a ready comparison, or methods, tasks, seeds and what is varied. */
export function PlanForm() {
  const plan = useCompareStore((state) => state.plan);
  const setPlan = useCompareStore((state) => state.setPlan);
  const preset = COMPARISON_PRESETS.find((one) => samePlan(one.plan, plan));
  const change = (part: Partial<ComparisonPlan>) => setPlan({ ...plan, ...part });
  return (
    <div className={styles.form}>
      <Choice
        label={m.comparison()}
        appearance="select"
        value={preset?.id ?? 'own'}
        onChange={(id) => {
          const chosen = COMPARISON_PRESETS.find((one) => one.id === id);
          if (chosen) setPlan(chosen.plan);
        }}
        options={[
          ...COMPARISON_PRESETS.map(({ id, title, caption }) => ({
            value: id as string,
            label: title,
            description: caption,
          })),
          ...(preset === undefined ? [{ value: 'own', label: m.ownComparison() }] : []),
        ]}
      />
      <Methods plan={plan} change={change} />
      <Tasks plan={plan} change={change} />
      <IntegerListField
        label={SEEDS.label}
        {...SEED_LIMITS}
        value={plan.seeds}
        onChange={(seeds) => change({ seeds: [...new Set(seeds)] })}
      />
      <Vary plan={plan} change={change} />
      <Disclosure title={m.methodSettings()}>
        <MethodSettings plan={plan} change={change} />
      </Disclosure>
    </div>
  );
}

interface PartProps {
  readonly plan: ComparisonPlan;
  readonly change: (part: Partial<ComparisonPlan>) => void;
}

/** Methods by themselves; those with settings of their own are listed under them. */
function Methods({ plan, change }: PartProps) {
  const withBures = plan.tasks.filter(({ environment }) => isOnTask('bures', environment));
  const diagonal = withBures.length > 0 && withBures.every((task) => isDiagonal(plan, task));
  const planned = (id: MethodId) => plan.methods.some((method) => method.id === id);
  const onSome = (id: MethodId) => plan.tasks.some(({ environment }) => isOnTask(id, environment));
  const missing = leftOut(plan);
  const toggle = (id: MethodId, on: boolean) => {
    const rest = plan.methods.filter((method) => method.id !== id);
    const methods = on ? [...plan.methods, { id, settings: {} }] : rest;
    if (methods.length === 0) return;
    const place = (method: { id: MethodId }) => METHOD_IDS.indexOf(method.id);
    change({ methods: [...methods].sort((a, b) => place(a) - place(b)) });
  };
  return (
    <fieldset className={styles.group}>
      <legend>{m.methods()}</legend>
      <div className={styles.checks}>
        {METHOD_IDS.filter((id) => onSome(id) || planned(id)).map((id) => {
          const { name, colour } = methodLook(id);
          const on = planned(id);
          const last = on && plan.methods.every((method) => method.id === id);
          return (
            <label key={id} className={styles.check}>
              <input
                type="checkbox"
                checked={on}
                disabled={last || (id === 'bures' && diagonal && !on)}
                style={{ accentColor: `var(${colour})` }}
                onChange={(event) => toggle(id, event.target.checked)}
              />
              {name}
            </label>
          );
        })}
      </div>
      {diagonal ? (
        <p className={styles.help}>{m.buresIsW2()}</p>
      ) : plan.methods.some(({ id }) => id === 'bures') &&
        plan.tasks.some((task) => isDiagonal(plan, task)) ? (
        <p className={styles.help}>{m.buresLeftOut()}</p>
      ) : null}
      {missing.map(({ task, methods }) => (
        <p key={task} className={styles.help}>
          {m.methodsLeftOut({ task, methods: conjunction(methods) })}
        </p>
      ))}
    </fieldset>
  );
}

/** Methods that a task has not, in words: layers over actions of the other kind. */
function leftOut({ methods, tasks }: ComparisonPlan) {
  return tasks.flatMap(({ environment }) => {
    const without = methods.filter(({ id }) => !isOnTask(id, environment));
    const names = [...new Set(without.map(({ id }) => methodLook(id).name))];
    return names.length === 0 ? [] : [{ task: environmentById(environment).name, methods: names }];
  });
}

function Tasks({ plan, change }: PartProps) {
  return (
    <fieldset className={classNames(styles.group, styles.tasks)}>
      <legend>{m.tasks()}</legend>
      {ENVIRONMENT_IDS.map((environment) => {
        const { name } = environmentById(environment);
        const task = plan.tasks.find((one) => one.environment === environment);
        const others = plan.tasks.filter((one) => one !== task);
        return (
          <div key={environment} className={styles.task}>
            <label className={styles.check}>
              <input
                type="checkbox"
                checked={task !== undefined}
                disabled={task !== undefined && others.length === 0}
                onChange={(event) =>
                  change({
                    tasks: event.target.checked
                      ? [...plan.tasks, { environment, steps: TASK_TERMS[environment].steps }]
                      : others,
                  })
                }
              />
              {name}
            </label>
            {task === undefined ? null : (
              <NumberField
                label={m.stepsPerSeed({ task: name })}
                hideLabel
                integer
                minimum={1}
                maximum={COMPARISON_LIMITS.steps}
                step={2048}
                value={task.steps}
                onChange={(steps) =>
                  change({ tasks: plan.tasks.map((one) => (one === task ? { ...one, steps } : one)) })
                }
              />
            )}
          </div>
        );
      })}
    </fieldset>
  );
}

/** Fields that say something on a task of the plan, and those that it sets already. */
function fieldsOf({ tasks }: ComparisonPlan, set: (name: ComparedFieldName) => boolean) {
  return COMPARED_FIELDS.filter(
    ({ name }) => set(name) || tasks.some(({ environment }) => isOfTask(name, environment)),
  );
}

/** A sweep to begin with: the bound that the first task has. */
function firstSweep({ tasks }: ComparisonPlan): Variation {
  return hasDiscreteActions(tasks[0]!.environment)
    ? { kind: 'sweep', field: 'categoricalBound', values: [0.002, 0.005, 0.02, 0.05, 0.2] }
    : { kind: 'sweep', field: 'meanBound', values: [0.003, 0.01, 0.03, 0.1, 0.3] };
}

function Vary({ plan, change }: PartProps) {
  const { variation } = plan;
  const kind = variation?.kind ?? 'none';
  const all = IMPLEMENTATION_CHOICES.map(({ id }) => id);
  return (
    <div className={styles.group}>
      <Choice
        label={m.vary()}
        value={kind}
        onChange={(next) => {
          if (next === 'none') change({ variation: null });
          else if (next === 'sweep') change({ variation: firstSweep(plan) });
          else change({ variation: { kind: 'choices', choices: all } });
        }}
        options={[
          { value: 'none', label: m.nothing() },
          { value: 'sweep', label: m.aSetting(), description: m.aSettingHelp() },
          {
            value: 'choices',
            label: m.choices(),
            description: m.choicesHelp(),
          },
        ]}
      />
      {variation?.kind === 'sweep' ? (
        <Sweep plan={plan} variation={variation} onChange={(next) => change({ variation: next })} />
      ) : null}
      {variation?.kind === 'choices' ? (
        <div className={styles.column}>
          {IMPLEMENTATION_CHOICES.map(({ id, label }) => {
            const on = variation.choices.includes(id);
            const next = (checked: boolean): ImplementationChoiceId[] =>
              all.filter((one) => (one === id ? checked : variation.choices.includes(one)));
            return (
              <label key={id} className={styles.check}>
                <input
                  type="checkbox"
                  checked={on}
                  disabled={on && variation.choices.length === 1}
                  onChange={(event) =>
                    change({ variation: { kind: 'choices', choices: next(event.target.checked) } })
                  }
                />
                {label}
              </label>
            );
          })}
        </div>
      ) : null}
    </div>
  );
}

interface SweepProps {
  readonly plan: ComparisonPlan;
  readonly variation: Extract<Variation, { kind: 'sweep' }>;
  readonly onChange: (variation: Variation) => void;
}

function Sweep({ plan, variation, onChange }: SweepProps) {
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

/** Settings of one method or of all, over the task’s preset. */
function MethodSettings({ plan, change }: PartProps) {
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
              {m.settingIs({ setting: one.label, value: fieldToText(one, own[one.name]) })}
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
