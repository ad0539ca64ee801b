import * as m from '#words/compare';
import { Choice } from '../../components/Choice.tsx';
import { Disclosure } from '../../components/Disclosure.tsx';
import { IntegerListField } from '../../components/IntegerListField.tsx';
import { COMPARISON_LIMITS, type ComparisonPlan, samePlan } from '../../experiments/comparison/plan.ts';
import { COMPARISON_PRESETS } from '../../experiments/comparison/presets.ts';
import { RUN_FIELDS } from '../../experiments/fields.ts';
import { useCompareStore } from '../../store/compare.ts';
import { PlannedMethods } from './plan/PlannedMethods.tsx';
import { PlannedSettings } from './plan/PlannedSettings.tsx';
import { PlannedTasks } from './plan/PlannedTasks.tsx';
import { PlannedVariation } from './plan/PlannedVariation.tsx';
import styles from './plan/planForm.module.css';

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
      <PlannedMethods plan={plan} change={change} />
      <PlannedTasks plan={plan} change={change} />
      <IntegerListField
        label={SEEDS.label}
        {...SEED_LIMITS}
        value={plan.seeds}
        onChange={(seeds) => change({ seeds: [...new Set(seeds)] })}
      />
      <PlannedVariation plan={plan} change={change} />
      <Disclosure title={m.methodSettings()}>
        <PlannedSettings plan={plan} change={change} />
      </Disclosure>
    </div>
  );
}
