import * as m from '#words/compare';
import { Choice } from '../../../components/Choice.tsx';
import {
  IMPLEMENTATION_CHOICES,
  type ImplementationChoiceId,
} from '../../../experiments/comparison/implementationChoices.ts';
import type { ComparisonPlan, Variation } from '../../../experiments/comparison/plan.ts';
import { hasDiscreteActions } from '../../../experiments/layers.ts';
import { PlannedSweep } from './PlannedSweep.tsx';
import styles from './planForm.module.css';
import type { PlanPartProps } from './planPart.ts';

/** A sweep to begin with: the bound that the first task has. */
function firstSweep({ tasks }: ComparisonPlan): Variation {
  return hasDiscreteActions(tasks[0]!.environment)
    ? { kind: 'sweep', field: 'categoricalBound', values: [0.002, 0.005, 0.02, 0.05, 0.2] }
    : { kind: 'sweep', field: 'meanBound', values: [0.003, 0.01, 0.03, 0.1, 0.3] };
}

/** What is varied over all runs: a setting, or choices of the implementation. */
export function PlannedVariation({ plan, change }: PlanPartProps) {
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
        <PlannedSweep plan={plan} variation={variation} onChange={(next) => change({ variation: next })} />
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
