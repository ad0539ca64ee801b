import { dequal } from 'dequal/lite';
import { CATEGORICAL_METRIC_IDS, type CategoricalMetricId } from 'trust-region-layers/categorical';
import * as links from '#words/links';
import * as m from '#words/simplexLinks';
import { numberFromText } from './fieldText.ts';
import { take, unknownNamesNotice } from './linkFormat.ts';
import { looksAmong } from './looks.ts';
import { quoted, suggestion } from './nearest.ts';
import { numberText } from './numbers.ts';
import {
  DEFAULT_SIMPLEX,
  highestFloor,
  roundSimplex,
  SIMPLEX_LIMITS,
  SIMPLEX_PRESETS,
  type SimplexConfiguration,
  simplexPresetOf,
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

/** Keys and texts: the name of an example if it is one, else what differs from the start. */
export function encodeSimplex({ simplex, looks }: SimplexLink): [string, string][] {
  const rounded = roundSimplex(simplex);
  const preset = simplexPresetOf(rounded);
  const shown = SIMPLEX_LOOKS.encode(looks);
  if (preset !== undefined) {
    return preset.configuration === DEFAULT_SIMPLEX ? shown : [['preset', preset.id], ...shown];
  }
  const texts: Readonly<Record<keyof SimplexConfiguration, [string, string]>> = {
    metric: ['metric', rounded.metric],
    bound: ['bound', numberText(rounded.bound)],
    entropyFloor: ['floor', rounded.entropyFloor === null ? NO_FLOOR : numberText(rounded.entropyFloor)],
    old: ['old', rounded.old.map(numberText).join(',')],
    proposed: ['proposed', rounded.proposed.map(numberText).join(',')],
    sampled: ['action', String(rounded.sampled + 1)],
    advantage: ['advantage', String(rounded.advantage)],
  };
  const differing = (Object.keys(texts) as (keyof SimplexConfiguration)[]).filter(
    (name) => !dequal(rounded[name], DEFAULT_SIMPLEX[name]),
  );
  return [...differing.map((name) => texts[name]), ...shown];
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
  const metric = readChoice('metric', take(texts, 'metric'), CATEGORICAL_METRIC_IDS, base.metric, notices);
  const bound = readNumber('bound', take(texts, 'bound'), SIMPLEX_LIMITS.bound, base.bound, notices);
  const policies = readPolicies(take(texts, 'old'), take(texts, 'proposed'), base, notices);
  const actions = policies.old.length;
  const floorText = take(texts, 'floor');
  const floorLimits = { minimum: SIMPLEX_LIMITS.entropyFloor.minimum, maximum: highestFloor(actions) };
  const entropyFloor =
    floorText === NO_FLOOR
      ? null
      : floorText === undefined
        ? base.entropyFloor === null
          ? null
          : Math.min(base.entropyFloor, floorLimits.maximum)
        : readNumber('floor', floorText, floorLimits, base.entropyFloor, notices);
  const action = readNumber(
    'action',
    take(texts, 'action'),
    { minimum: 1, maximum: actions },
    Math.min(base.sampled + 1, actions),
    notices,
  );
  const advantage = readChoice(
    'advantage',
    take(texts, 'advantage'),
    ['1', '-1'],
    base.advantage === 1 ? '1' : '-1',
    notices,
  );
  const looks = SIMPLEX_LOOKS.take(texts, notices);
  notices.push(...unknownNamesNotice([...texts.keys()]));
  const simplex: SimplexConfiguration = {
    metric: metric as CategoricalMetricId,
    bound,
    entropyFloor,
    ...policies,
    sampled: Math.round(action) - 1,
    advantage: advantage === '1' ? 1 : -1,
  };
  return { view: 'simplex', simplex: roundSimplex(simplex), looks };
}

function readChoice<Choice extends string>(
  name: string,
  text: string | undefined,
  choices: readonly Choice[],
  fallback: Choice,
  notices: string[],
): Choice {
  const choice = choices.find((one) => one === text);
  if (text !== undefined && choice === undefined) {
    notices.push(m.choiceNotice({ name, choices: choices.join(', '), value: quoted(text), used: fallback }));
  }
  return choice ?? fallback;
}

function readNumber<Fallback extends number | null>(
  name: string,
  text: string | undefined,
  { minimum, maximum }: { readonly minimum: number; readonly maximum: number },
  fallback: Fallback,
  notices: string[],
): number | Fallback {
  if (text === undefined) return fallback;
  const value = numberFromText(text);
  const range = { name, least: numberText(minimum), most: numberText(maximum) };
  if (value === null) {
    notices.push(m.rangeNotice({ ...range, value: quoted(text) }));
    return fallback;
  }
  const clamped = Math.min(Math.max(value, minimum), maximum);
  if (clamped !== value) notices.push(m.movedNotice(range));
  return clamped;
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
