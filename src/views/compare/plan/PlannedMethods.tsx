import * as m from '#words/compare';
import { methodLook } from '../../../components/runMethod.ts';
import { environmentById } from '../../../environments/environmentById.ts';
import { isOnTask, METHOD_IDS, type MethodId } from '../../../experiments/comparison/methods.ts';
import { type ComparisonPlan, isDiagonal } from '../../../experiments/comparison/plan.ts';
import { conjunction } from '../../../words/lists.ts';
import styles from './planForm.module.css';
import type { PlanPartProps } from './planPart.ts';

/** Methods by themselves; those with settings of their own are listed under them. */
export function PlannedMethods({ plan, change }: PlanPartProps) {
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
