/**
 * Where the Train form shows a field, in the order of links and help: folded away under a heading; what is in `task` and
 * `method` is always in sight, in controls of its own.
 */
export const FIELD_GROUPS = [
  'task',
  'method',
  'bounds',
  'entropy',
  'policy',
  'rollout',
  'update',
  'run',
] as const;
export type FieldGroup = (typeof FIELD_GROUPS)[number];

interface FieldBase<Name extends string> {
  /** Name in code, files and `--set`. */
  readonly name: Name;
  /** Short key in links. Never reuse one: old links keep working. */
  readonly key: string;
  readonly label: string;
  /** One sentence of help. */
  readonly help: string;
  readonly group: FieldGroup;
}

export interface NumberField<Name extends string = string> extends FieldBase<Name> {
  readonly kind: 'number' | 'integer';
  readonly default: number;
  readonly minimum: number;
  readonly maximum: number;
  /** How a slider maps its travel. */
  readonly scale: 'linear' | 'log';
  readonly unit?: string;
  /** The value that turns the setting off: one that nothing reaches. A control shows it as a switch. */
  readonly never?: number;
  /** Significant digits that controls set and links keep; 4 if left out, all of them for integers. */
  readonly digits?: number;
}
export interface ChoiceField<Name extends string = string, Choice extends string = string>
  extends FieldBase<Name> {
  readonly kind: 'choice';
  readonly default: Choice;
  readonly choices: readonly Choice[];
  /** What a control shows where the ids themselves would not do. */
  readonly names?: Readonly<Record<Choice, string>>;
  /** Choices of older links and files, and what they mean now. */
  readonly formerly?: Readonly<Record<string, Choice>>;
}
export interface SwitchField<Name extends string = string> extends FieldBase<Name> {
  readonly kind: 'switch';
  readonly default: boolean;
}
/** A short list of integers: seeds, hidden layer sizes. */
export interface IntegerListField<Name extends string = string> extends FieldBase<Name> {
  readonly kind: 'integers';
  readonly default: readonly number[];
  readonly minimum: number;
  readonly maximum: number;
  readonly minimumLength: number;
  readonly maximumLength: number;
}

/** One row of the table of a run's settings: its schema, link, flag and control are all made from it. */
export type Field = NumberField | ChoiceField | SwitchField | IntegerListField;

/** Whether a value turns its setting off. */
export function isNever(field: Field, value: unknown): boolean {
  return field.kind === 'number' && field.never !== undefined && value === field.never;
}

type ValueOf<F> = F extends { kind: 'choice'; choices: readonly (infer C)[] }
  ? C
  : F extends { kind: 'switch' }
    ? boolean
    : F extends { kind: 'integers' }
      ? readonly number[]
      : number;

/** A value for each of these fields, by name. */
export type ValuesOf<Row extends Field> = { readonly [F in Row as F['name']]: ValueOf<F> };
