import {
  COMPARED_FIELDS,
  type ComparedFieldName,
  type ComparisonPlan,
} from '../../../experiments/comparison/plan.ts';
import { isOfTask } from '../../../experiments/idleFields.ts';

/** Fields that say something on a task of the plan, and those that it sets already. */
export function fieldsOf({ tasks }: ComparisonPlan, set: (name: ComparedFieldName) => boolean) {
  return COMPARED_FIELDS.filter(
    ({ name }) => set(name) || tasks.some(({ environment }) => isOfTask(name, environment)),
  );
}
