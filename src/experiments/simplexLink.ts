import { dequal } from 'dequal/lite';
import { CATEGORICAL_METRIC_IDS } from 'trust-region-layers/categorical';
import * as links from '#words/links';
import * as m from '#words/simplexLinks';
import type { Field, IntegerListField } from '../fields/field.ts';
import { fieldSchema, readTolerantly } from './fieldSchema.ts';
import { fieldFromText, fieldToText, numberFromText } from './fieldText.ts';
import { take, unknownNamesNotice } from './linkFormat.ts';
import { looksAmong } from './looks.ts';
import { quoted, suggestion } from './nearest.ts';
import { numberText } from './numbers.ts';
import {
  actionsFor,
  DEFAULT_SIMPLEX,
  highestFloor,
  roundSimplex,
  SIMPLEX_LIMITS,
  SIMPLEX_PRESETS,
  type SimplexConfiguration,
  simplexPresetOf,
  type TaskActions,
} from './simplex.ts';

/** What can be laid over the triangle, in the order of the switches. Links name it, so ids stay. */
export const SIMPLEX_LOOK_IDS = ['euclidean', 'clip', 'quadratic', 'gradient'] as const;
export type SimplexLookId = (typeof SIMPLEX_LOOK_IDS)[number];
export const SIMPLEX_LOOKS = looksAmong(SIMPLEX_LOOK_IDS);

export interface SimplexLink {
  readonly view: 'simplex';
  readonly simplex: SimplexConfiguration;
  readonly looks: readonly SimplexLookId[];
}

const NO_FLOOR = 'none';
const unnamed = { label: '', help: '', group: 'method' } as const;

/** The settings as rows of a table. What an entropy and a place among the actions may be depends on how many there are. */
const METRIC: Field = {
  ...unnamed,
  ...{ name: 'metric', key: 'metric', kind: 'choice' },
  choices: CATEGORICAL_METRIC_IDS,
  default: DEFAULT_SIMPLEX.metric,
};
const BOUND: Field = {
  ...unnamed,
  ...{ name: 'bound', key: 'bound', kind: 'number', scale: 'log' },
  default: DEFAULT_SIMPLEX.bound,
  ...SIMPLEX_LIMITS.bound,
};
const ADVANTAGE: Field = {
  ...unnamed,
  ...{ name: 'advantage', key: 'advantage', kind: 'choice' },
  choices: ['1', '-1'],
  default: '1',
};
const floorField = (actions: number): Field => ({
  ...unnamed,
  ...{ name: 'floor', key: 'floor', kind: 'number', scale: 'linear', default: 1 },
  minimum: SIMPLEX_LIMITS.entropyFloor.minimum,
  maximum: highestFloor(actions),
});
const sampledField = (actions: number): Field => ({
  ...unnamed,
  ...{ name: 'action', key: 'action', kind: 'integer', scale: 'linear', default: 1 },
  minimum: 1,
  maximum: actions,
});
/** Which of a task's actions are here, counted from 1. */
const KEPT: IntegerListField = {
  ...unnamed,
  ...{ name: 'of', key: 'of', kind: 'integers', default: [] },
  ...{ minimum: 1, maximum: 99, minimumLength: SIMPLEX_LIMITS.actions.minimum - 1 },
  maximumLength: SIMPLEX_LIMITS.actions.maximum - 1,
};
/** What an id of a task can look like; whether there is such a task is known where its names are. */
const TASK_ID = /^[a-z][a-z0-9-]{0,39}$/;

/** Keys and texts: the name of an example if it is one, else what differs from the start. */
export function encodeSimplex({ simplex, looks }: SimplexLink): [string, string][] {
  const rounded = roundSimplex(simplex);
  const preset = simplexPresetOf(rounded);
  const shown = SIMPLEX_LOOKS.encode(looks);
  if (preset !== undefined) {
    return preset.configuration === DEFAULT_SIMPLEX ? shown : [['preset', preset.id], ...shown];
  }
  const { actions } = rounded;
  const texts: Readonly<Record<keyof SimplexConfiguration, [string, string][]>> = {
    metric: [['metric', rounded.metric]],
    bound: [['bound', fieldToText(BOUND, rounded.bound)]],
    entropyFloor: [['floor', rounded.entropyFloor === null ? NO_FLOOR : numberText(rounded.entropyFloor)]],
    old: [['old', rounded.old.map(numberText).join(',')]],
    proposed: [['proposed', rounded.proposed.map(numberText).join(',')]],
    sampled: [['action', String(rounded.sampled + 1)]],
    advantage: [['advantage', String(rounded.advantage)]],
    actions:
      actions === null
        ? []
        : [
            ['task', actions.task],
            ...(actions.kept === null
              ? []
              : [['of', actions.kept.map((one) => one + 1).join(',')] as [string, string]]),
          ],
  };
  const differing = (Object.keys(texts) as (keyof SimplexConfiguration)[]).filter(
    (name) => !dequal(rounded[name], DEFAULT_SIMPLEX[name]),
  );
  return [...differing.flatMap((name) => texts[name]), ...shown];
}

/** Reads the query of a link tolerantly; always gives a valid configuration. */
export function decodeSimplex(given: ReadonlyMap<string, string>, notices: string[]): SimplexLink {
  const texts = new Map(given);
  const presetText = take(texts, 'preset');
  const preset = SIMPLEX_PRESETS.find(({ id }) => id === presetText);
  if (presetText !== undefined && preset === undefined) {
    const ids = SIMPLEX_PRESETS.map(({ id }) => id);
    notices.push(links.noExample({ name: quoted(presetText), suggestion: suggestion(presetText, ids) }));
  }
  const base = preset?.configuration ?? DEFAULT_SIMPLEX;
  const read = <Value>(field: Field, fallback: Value): Value =>
    readText(field, take(texts, field.key), fallback, notices);
  const metric = read(METRIC, base.metric);
  const bound = read(BOUND, base.bound);
  const policies = readPolicies(take(texts, 'old'), take(texts, 'proposed'), base, notices);
  const count = policies.old.length;
  const floor = floorField(count);
  const noFloor = texts.get(floor.key) === NO_FLOOR || (base.entropyFloor === null && !texts.has(floor.key));
  const lowered = Math.min(base.entropyFloor ?? highestFloor(count), highestFloor(count));
  const entropyFloor = noFloor ? null : read(floor, lowered);
  texts.delete(floor.key);
  const sampled = read(sampledField(count), Math.min(base.sampled + 1, count)) - 1;
  const advantage = read(ADVANTAGE, base.advantage === 1 ? '1' : '-1') === '1' ? 1 : -1;
  const actions = readActions(texts, count, notices);
  const looks = SIMPLEX_LOOKS.take(texts, notices);
  notices.push(...unknownNamesNotice([...texts.keys()]));
  const simplex = { metric, bound, entropyFloor, ...policies, sampled, advantage, actions } as const;
  return { view: 'simplex', simplex: roundSimplex(simplex), looks };
}

/** The text of a field, or what is taken where there is none. */
function readText<Value>(field: Field, text: string | undefined, fallback: Value, notices: string[]): Value {
  if (text === undefined) return fallback;
  return readTolerantly(field, fieldSchema(field), fieldFromText(field, text), fallback, notices);
}

/** Whose actions these are, `null` where the link does not say. */
function readActions(texts: Map<string, string>, count: number, notices: string[]): TaskActions | null {
  const task = take(texts, 'task');
  const keptText = take(texts, KEPT.key);
  if (task === undefined) return null;
  if (!TASK_ID.test(task)) {
    notices.push(m.taskNotice({ value: quoted(task) }));
    return null;
  }
  if (keptText === undefined) return { task, kept: null };
  const kept = readText<readonly number[] | null>(KEPT, keptText, null, notices);
  if (kept === null) return null;
  if (kept.length + 1 !== count) notices.push(m.keptNotice({ kept: kept.length, actions: count }));
  return actionsFor({ task, kept: kept.map((one) => one - 1) }, count);
}

/** Both policies, or neither: they must have as many actions. */
function readPolicies(
  oldText: string | undefined,
  proposedText: string | undefined,
  base: Pick<SimplexConfiguration, 'old' | 'proposed'>,
  notices: string[],
): Pick<SimplexConfiguration, 'old' | 'proposed'> {
  const old = oldText === undefined ? base.old : readLogits('old', oldText, notices);
  const proposed = proposedText === undefined ? base.proposed : readLogits('proposed', proposedText, notices);
  if (old === null || proposed === null) return { old: base.old, proposed: base.proposed };
  if (old.length !== proposed.length) {
    notices.push(m.lengthNotice({ old: String(old.length), proposed: String(proposed.length) }));
    return { old: base.old, proposed: base.proposed };
  }
  return { old, proposed };
}

function readLogits(name: string, text: string, notices: string[]): readonly number[] | null {
  const { minimum, maximum } = SIMPLEX_LIMITS.actions;
  const numbers = text.split(',').map(numberFromText);
  if (
    numbers.length < minimum ||
    numbers.length > maximum ||
    !numbers.every((one): one is number => one !== null && Number.isFinite(one))
  ) {
    notices.push(
      m.logitsNotice({ name, least: String(minimum), most: String(maximum), value: quoted(text) }),
    );
    return null;
  }
  return numbers;
}
