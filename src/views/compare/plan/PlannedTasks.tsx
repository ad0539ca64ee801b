import * as m from '#words/compare';
import { classNames } from '../../../components/classNames.ts';
import { NumberField } from '../../../components/NumberField.tsx';
import { environmentById } from '../../../environments/environmentById.ts';
import { ENVIRONMENT_IDS } from '../../../experiments/choices.ts';
import { COMPARISON_LIMITS } from '../../../experiments/comparison/plan.ts';
import { TASK_TERMS } from '../../../experiments/comparison/tasks.ts';
import styles from './planForm.module.css';
import type { PlanPartProps } from './planPart.ts';

/** Tasks with the steps of a seed on each. */
export function PlannedTasks({ plan, change }: PlanPartProps) {
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
