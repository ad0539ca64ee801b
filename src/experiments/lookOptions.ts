import * as m from '#words/links';
import type { Field } from '../fields/field.ts';
import { fieldSchema, readTolerantly } from './fieldSchema.ts';
import { fieldFromText, fieldToText, numberFromText } from './fieldText.ts';
import { LAB_LIMITS } from './lab.ts';
import { take } from './linkFormat.ts';
import type { LookId } from './looks.ts';
import { quoted } from './nearest.ts';
import { numberText, roundDecimals } from './numbers.ts';

/** Of what the gradient is: a pull to a target, the surrogate of one sample, the entropy. */
export const LOSS_KINDS = ['pull', 'sample', 'entropy'] as const;
/** Which way a gradient step would go, by what lies between the proposal and the loss. */
export const GRADIENT_KINDS = ['raw', 'layer', 'clip'] as const;
export type GradientKind = (typeof GRADIENT_KINDS)[number];
export const APPROXIMATIONS = ['ppo', 'trpo', 'papi'] as const;
export type Approximation = (typeof APPROXIMATIONS)[number];
/** Policies that actions can be drawn from. */
export const DRAWN_FROM = ['old', 'proposed', 'projected'] as const;
/** Policies whose density is compared with the old one's. */
export const WEIGHED = ['proposed', 'projected'] as const;
export type Weighed = (typeof WEIGHED)[number];
/** How many samples can be asked for. */
export const SAMPLE_COUNTS = ['100', '500', '2000', '4000'] as const;

/** How far a ratio may go before PPO's clip takes the gradient away. */
export const CLIP_LIMITS = { minimum: 0.02, maximum: 0.8 } as const;
/** The bound of TRPO and PAPI on an average KL, in nats. */
export const AVERAGE_BOUND_LIMITS = { minimum: 1e-3, maximum: 1 } as const;
/** How large the gradient step is that proposals on the landscape are made with. */
export const STEP_SIZE_LIMITS = { minimum: 0.25, maximum: 16 } as const;
const SEEDS = { minimum: 1, maximum: 999_999 } as const;

type Pair = readonly [number, number];

/** One thing that can be set in a closer look: how links write and read it. */
interface Option<Value> {
  /** In links. Never reuse one: old links keep working. */
  readonly key: string;
  /** The looks that show it. */
  readonly looks: readonly LookId[];
  readonly start: Value;
  readonly write: (value: Value) => string;
  /** Always a value; a sentence for each text that is not taken as it is. */
  readonly read: (text: string, notices: string[]) => Value;
}

const unnamed = { label: '', help: '', group: 'method' } as const;

/** What can be set in the closer looks. */
const OPTIONS = {
  loss: choice('loss', ['gradient'], LOSS_KINDS, 'pull'),
  /** Where the pull goes. */
  target: points<Pair>('target', ['gradient'], [1.9, -0.9]),
  /** The kinds of arrows that are drawn. */
  arrows: some('arrows', ['gradient'], GRADIENT_KINDS),
  /** One action that the old policy took. */
  action: points<Pair>('action', ['gradient', 'approximations'], [0.3, 0.6]),
  /** What it was worth: better than expected, or worse. */
  advantage: choice('advantage', ['gradient', 'approximations'], ['better', 'worse'], 'better'),
  /** PPO's c. */
  clip: number('clip', ['gradient', 'approximations'], CLIP_LIMITS, 0.2),
  /** Those that are drawn in the plane. */
  drawn: some('draw', ['approximations'], APPROXIMATIONS),
  /** The bound of TRPO and PAPI on an average KL, in nats. */
  averageBound: number('delta', ['approximations'], AVERAGE_BOUND_LIMITS, 0.1),
  /** Where the new policies of PAPI's two other states have gone, seen from their old ones at (0, 0): two points. */
  others: points<readonly [number, number, number, number]>(
    'others',
    ['approximations'],
    [0.35, 0.2, -0.3, 0.15],
  ),
  from: choice('from', ['samples'], DRAWN_FROM, 'old'),
  /** Whose density over the old one's the colours show. */
  weighed: choice('over', ['samples'], WEIGHED, 'proposed'),
  count: choice('samples', ['samples'], SAMPLE_COUNTS, '500'),
  /** Of the noise; the first one is always the same. */
  seed: number('seed', ['samples'], SEEDS, 1, 'integer'),
  stepSize: number('step', ['landscape'], STEP_SIZE_LIMITS, 4),
} as const;

type Name = keyof typeof OPTIONS;
const NAMES = Object.keys(OPTIONS) as Name[];

/** All of them. */
export type LookOptions = { readonly [N in Name]: (typeof OPTIONS)[N]['start'] };

/** What is set before anybody sets anything. */
export const DEFAULT_LOOK_OPTIONS = Object.fromEntries(
  NAMES.map((name) => [name, OPTIONS[name].start]),
) as LookOptions;

/** Of these, what the looks show. */
export function optionsOf<Value extends Partial<LookOptions>>(
  options: Value,
  looks: readonly LookId[],
): Partial<Value> {
  const shown = NAMES.filter(
    (name) => name in options && OPTIONS[name].looks.some((id) => looks.includes(id)),
  );
  return Object.fromEntries(shown.map((name) => [name, options[name]])) as Partial<Value>;
}

/** How a Lab link carries them: what the looks that are on show, and what differs from the start. */
export function encodeLookOptions(
  options: Partial<LookOptions> = {},
  looks: readonly LookId[] = [],
): [string, string][] {
  const shown = optionsOf(options, looks);
  return NAMES.filter((name) => name in shown && !isStart(name, shown[name])).map((name) => [
    OPTIONS[name].key,
    textOf(name, shown[name]),
  ]);
}

/** Takes those that these looks show and that differ from the start out of `texts`; what was not meant so is put right, with a sentence. */
export function takeLookOptions(
  texts: Map<string, string>,
  looks: readonly LookId[],
  notices: string[],
): Partial<LookOptions> {
  const found: Record<string, unknown> = {};
  for (const name of NAMES) {
    const text = take(texts, OPTIONS[name].key);
    if (text === undefined) continue;
    const value = OPTIONS[name].read(text, notices);
    if (!isStart(name, value)) found[name] = value;
  }
  return optionsOf(found as Partial<LookOptions>, looks);
}

/** As links have it: what differs only beyond their digits is the same. */
function isStart(name: Name, value: unknown): boolean {
  return textOf(name, value) === textOf(name, OPTIONS[name].start);
}

function textOf(name: Name, value: unknown): string {
  return (OPTIONS[name] as Option<unknown>).write(value);
}

function ofField<Value>(field: Field, looks: readonly LookId[]): Option<Value> {
  const schema = fieldSchema(field);
  const start = field.default as Value;
  return {
    key: field.key,
    looks,
    start,
    write: (value) => fieldToText(field, value),
    read: (text, notices) => readTolerantly(field, schema, fieldFromText(field, text), start, notices),
  };
}

function choice<const Choice extends string>(
  key: string,
  looks: readonly LookId[],
  choices: readonly Choice[],
  start: NoInfer<Choice>,
): Option<Choice> {
  return ofField({ ...unnamed, name: key, key, kind: 'choice', choices, default: start }, looks);
}

function number(
  key: string,
  looks: readonly LookId[],
  limits: { readonly minimum: number; readonly maximum: number },
  start: number,
  kind: 'number' | 'integer' = 'number',
): Option<number> {
  return ofField({ ...unnamed, name: key, key, kind, ...limits, scale: 'log', default: start }, looks);
}

/** What a link says of an empty list. */
const NONE = 'none';

/** Some of a few, in their order; at first all of them. */
function some<const Id extends string>(
  key: string,
  looks: readonly LookId[],
  ids: readonly Id[],
): Option<readonly Id[]> {
  return {
    key,
    looks,
    start: ids,
    write: (chosen) => (chosen.length === 0 ? NONE : ids.filter((id) => chosen.includes(id)).join(',')),
    read: (text, notices) => {
      if (text === NONE) return [];
      const written = text.split(',');
      const chosen = ids.filter((id) => written.includes(id));
      const used = chosen.length === 0 ? ids : chosen;
      if (!written.every((id) => (ids as readonly string[]).includes(id))) {
        const requirement = m.someOf({ choices: ids.join(', '), none: NONE });
        notices.push(instead(key, requirement, text, used.join(',')));
      }
      return used;
    },
  };
}

/** One point of the plane, or two, as numbers to 0.001. */
function points<Numbers extends readonly number[]>(
  key: string,
  looks: readonly LookId[],
  start: Numbers,
): Option<Numbers> {
  const { minimum, maximum } = LAB_LIMITS.mean;
  const write = (numbers: readonly number[]) =>
    numbers.map((value) => numberText(roundDecimals(value, 3))).join(',');
  return {
    key,
    looks,
    start,
    write,
    read: (text, notices) => {
      const written = text.split(',').map(numberFromText);
      const whole = written.length === start.length && !written.includes(null);
      const numbers = whole
        ? written.map((value) => roundDecimals(Math.min(maximum, Math.max(minimum, value!)), 3))
        : start;
      if (!whole || written.some((value) => value! < minimum || value! > maximum)) {
        const requirement = m.someNumbers({ count: start.length, minimum, maximum });
        notices.push(instead(key, requirement, text, write(numbers)));
      }
      return numbers as unknown as Numbers;
    },
  };
}

function instead(name: string, requirement: string, text: string, used: string): string {
  return m.usedInstead({
    complaint: m.complaint({ name, requirement, value: quoted(text) }),
    used: quoted(used),
  });
}
