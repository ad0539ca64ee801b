import { dequal } from 'dequal/lite';
import * as words from '#words/comparisons';
import * as m from '#words/runLinks';
import type { Field } from '../../fields/field.ts';
import type { EnvironmentId } from '../choices.ts';
import { parseConfiguration } from '../configuration.ts';
import { RUN_FIELDS, type RunConfiguration, type RunFieldName } from '../fields.ts';
import { fieldToText, roundToField } from '../fieldText.ts';
import { hasDiscreteActions } from '../layers.ts';
import { baseConfiguration } from '../presets.ts';
import { shownNumber } from '../shownNumber.ts';
import {
  IMPLEMENTATION_CHOICES,
  type ImplementationChoiceId,
  isOn,
  toggled,
} from './implementationChoices.ts';
import { isOnTask, type MethodId, methodSettings } from './methods.ts';
import { TASK_TERMS } from './tasks.ts';

/** Fields that the plan itself decides; comparisons train on WebAssembly, where runs repeat to the last bit. */
const PLANNED = [
  'environment',
  'algorithm',
  'projection',
  'categoricalProjection',
  'steps',
  'stopAtReturn',
  'seeds',
  'engine',
] as const;
type Planned = (typeof PLANNED)[number];
export type ComparedFieldName = Exclude<RunFieldName, Planned>;
/** The settings that methods may differ in. */
export const COMPARED_FIELDS = RUN_FIELDS.filter(
  ({ name }) => !(PLANNED as readonly string[]).includes(name),
) as readonly (Field & { readonly name: ComparedFieldName })[];
export type ComparedSettings = Partial<Pick<RunConfiguration, ComparedFieldName>>;

/** A method and what it has beside the task's preset. */
export interface ComparedMethod {
  readonly id: MethodId;
  readonly settings: ComparedSettings;
}

export interface ComparedTask {
  readonly environment: EnvironmentId;
  /** Environment steps per seed. */
  readonly steps: number;
}

/** What every method is trained with in turn: the values of one setting, or choices made one at a time the other way. */
export type Variation =
  | {
      readonly kind: 'sweep';
      readonly field: ComparedFieldName;
      readonly values: readonly (number | string | boolean)[];
    }
  | { readonly kind: 'choices'; readonly choices: readonly ImplementationChoiceId[] };

/** Everything that a comparison is made from. */
export interface ComparisonPlan {
  readonly methods: readonly ComparedMethod[];
  readonly tasks: readonly ComparedTask[];
  readonly seeds: readonly number[];
  /** Settings of all methods alike, under their own. */
  readonly settings: ComparedSettings;
  readonly variation: Variation | null;
}

/** What a page may be asked for: a day of work is not started by a link, and nothing is kept that a tab cannot hold. */
export const COMPARISON_LIMITS = {
  methods: 12,
  tasks: 8,
  seeds: 16,
  /** Values of a sweep. */
  values: 8,
  /** Runs, a seed each. */
  runs: 1000,
  /** Environment steps of a run, and of all together. */
  steps: 2_000_000,
  totalSteps: 200_000_000,
} as const;

/** One of the ways in which every method is trained. */
export interface Variant {
  readonly label: string;
  /** For files: `valueClip=0.2`; empty where nothing is varied. */
  readonly id: string;
  readonly apply: (configuration: RunConfiguration) => RunConfiguration;
}

const AS_IT_IS: Variant = {
  get label() {
    return words.asPreset();
  },
  id: '',
  apply: (configuration) => configuration,
};

/** A value as the form shows it. */
export function shownSetting(field: Field, value: unknown): string {
  return field.kind === 'number'
    ? shownNumber(roundToField(field, value as number))
    : fieldToText(field, value);
}

/** The variants of a plan; the first of choices is the preset as it is. */
export function variantsOf({ variation }: Pick<ComparisonPlan, 'variation'>): readonly Variant[] {
  if (variation === null) return [AS_IT_IS];
  if (variation.kind === 'sweep') {
    const field = COMPARED_FIELDS.find(({ name }) => name === variation.field)!;
    return variation.values.map((value) => ({
      label: `${field.label} ${shownSetting(field, value)}`,
      id: `${field.name}=${fieldToText(field, value)}`,
      apply: (configuration) => ({ ...configuration, [field.name]: value }),
    }));
  }
  const choices = IMPLEMENTATION_CHOICES.filter(({ id }) => variation.choices.includes(id));
  return [
    AS_IT_IS,
    ...choices.map((choice) => ({
      label: words.otherWay({ choice: choice.label }),
      id: `${choice.name} toggled`,
      apply: (configuration: RunConfiguration) => toggled(choice, configuration),
    })),
  ];
}

/** One run of a comparison, of one seed. The numbers are indices into the plan's lists and into its variants. */
export interface PlannedRun {
  readonly method: number;
  readonly variant: number;
  readonly task: number;
  readonly seed: number;
  readonly configuration: RunConfiguration;
}

/** The configuration of a method on a task, before it is varied and given a seed. */
function cellConfiguration(
  { settings }: Pick<ComparisonPlan, 'settings'>,
  method: ComparedMethod,
  { environment, steps }: ComparedTask,
): RunConfiguration {
  const base = baseConfiguration(null, environment);
  const own = { ...TASK_TERMS[environment].settings?.[method.id], ...settings, ...method.settings };
  const planned = { ...methodSettings(method.id, environment), environment, steps, engine: 'simd' };
  return parseConfiguration({ ...own, ...planned }, base).configuration;
}

/** Whether a method's runs would be those of W2: for diagonal covariances the Bures metric is the Wasserstein metric. */
function isTwin({ id }: ComparedMethod, { head }: RunConfiguration): boolean {
  return id === 'bures' && head === 'diagonal';
}

/**
 * All runs, seed by seed, so that every method has its first result early. Left out are layers on tasks whose actions are
 * not theirs, and Bures on diagonal covariances, where it is W2 (docs/mathematics.md §2.5).
 */
export function plannedRuns(plan: ComparisonPlan): readonly PlannedRun[] {
  const cells = variantsOf(plan).flatMap(({ apply }, variant) =>
    plan.tasks.flatMap((one, task) =>
      plan.methods.flatMap((asked, method) => {
        if (!isOnTask(asked.id, one.environment)) return [];
        const configuration = apply(cellConfiguration(plan, asked, one));
        return isTwin(asked, configuration) ? [] : [{ method, variant, task, configuration }];
      }),
    ),
  );
  return plan.seeds.flatMap((seed) =>
    cells.map((cell) => ({
      ...cell,
      seed,
      configuration: { ...cell.configuration, seeds: [seed] },
    })),
  );
}

/** Whether the task's own policies have diagonal covariances, under the plan's common settings: nothing for Bures to do there. */
export function isDiagonal(plan: ComparisonPlan, task: ComparedTask): boolean {
  if (hasDiscreteActions(task.environment)) return false;
  return cellConfiguration(plan, { id: 'bures', settings: {} }, task).head === 'diagonal';
}

/** For the grid of choices: whether a method makes this choice on a task as the preset has it. */
export function choiceIsOn(
  plan: ComparisonPlan,
  method: ComparedMethod,
  task: ComparedTask,
  id: ImplementationChoiceId,
): boolean {
  const choice = IMPLEMENTATION_CHOICES.find((one) => one.id === id)!;
  return isOn(choice, cellConfiguration(plan, method, task));
}

/** Whether two plans ask for the same runs, and show them in the same order. */
export function samePlan(a: ComparisonPlan, b: ComparisonPlan): boolean {
  return dequal(a, b);
}

/** Brings a plan within {@link COMPARISON_LIMITS}, with a sentence for everything that was changed. */
export function withinLimits(plan: ComparisonPlan, notices: string[]): ComparisonPlan {
  const limits = COMPARISON_LIMITS;
  const first = <T>(list: readonly T[], most: number, notice: (given: { most: number }) => string) => {
    if (list.length > most) notices.push(notice({ most }));
    return list.slice(0, most);
  };
  const methods = first(plan.methods, limits.methods, m.tooManyMethods);
  let tasks = first(plan.tasks, limits.tasks, m.tooManyTasks);
  let seeds = first(plan.seeds, limits.seeds, m.tooManySeeds);
  let { variation } = plan;
  if (variation?.kind === 'sweep') {
    variation = { ...variation, values: first(variation.values, limits.values, m.tooManyValues) };
  }
  if (tasks.some(({ steps }) => steps > limits.steps)) {
    notices.push(m.runTooLong({ most: limits.steps }));
    tasks = tasks.map((task) => ({ ...task, steps: Math.min(task.steps, limits.steps) }));
  }
  const variants = variantsOf({ variation }).length;
  const perSeed = methods.length * tasks.length * variants;
  if (perSeed * seeds.length > limits.runs) {
    seeds = seeds.slice(0, Math.max(1, Math.floor(limits.runs / perSeed)));
    notices.push(m.tooManyRuns({ most: limits.runs, seeds: seeds.join(', ') }));
  }
  const runs = methods.length * variants * seeds.length;
  const total = () => runs * tasks.reduce((sum, { steps }) => sum + steps, 0);
  if (total() > limits.totalSteps) {
    // Again where a task would have less than a step. Products of whole numbers before they are divided: no rounding.
    while (total() > limits.totalSteps) {
      const asked = total();
      tasks = tasks.map((task) => ({
        ...task,
        steps: Math.max(1, Math.floor((task.steps * limits.totalSteps) / asked)),
      }));
    }
    notices.push(
      m.tooManySteps({ most: limits.totalSteps, steps: tasks.map(({ steps }) => steps).join(', ') }),
    );
  }
  return { ...plan, methods, tasks, seeds, variation };
}
