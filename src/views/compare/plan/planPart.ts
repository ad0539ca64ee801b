import type { ComparisonPlan } from '../../../experiments/comparison/plan.ts';

/** A part of the form: what it shows and what it changes. */
export interface PlanPartProps {
  readonly plan: ComparisonPlan;
  readonly change: (part: Partial<ComparisonPlan>) => void;
}
