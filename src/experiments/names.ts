import { dequal } from 'dequal/lite';
import * as m from '#words/runLinks';
import { type Field, isNever } from '../fields/field.ts';
import { currentLocale } from '../words/locale.ts';
import { DEFAULT_RUN, RUN_FIELDS, type RunConfiguration } from './fields.ts';
import { fieldToText, roundToField } from './fieldText.ts';
import { shownNumber } from './shownNumber.ts';

// not words: names are names, and the same run has the same one everywhere
const ADJECTIVES = (
  'amber ample bold brave brief bright brisk calm clear clever coral crisp deft eager early fair firm ' +
  'fleet fresh gentle glad golden grand happy hidden honest jolly keen kind light lively lucid lucky ' +
  'mellow merry mild modest narrow neat nimble noble patient plain proud quick quiet rapid ready round ' +
  'serene sharp silent silver smooth snowy sober solid steady sunny swift tidy vivid warm wise'
).split(' ');
// not words: as above
const NOUNS = (
  'acorn alder anchor arrow aspen badger beacon birch brook canyon cedar cliff cloud comet compass ' +
  'condor crane delta dune ember falcon fern fjord forest garden glacier harbor hazel heron island ' +
  'juniper kestrel lagoon lantern larch lynx maple meadow meteor mountain oak orbit otter pebble pine ' +
  'planet plateau prairie quartz raven reef ridge river robin spruce summit swallow thistle tundra ' +
  'valley violet walnut willow wren'
).split(' ');

/** FNV-1a over the characters, then the finaliser of MurmurHash3: 32 well-mixed bits. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * A name to remember a run by, such as `steady-heron`: the same for the same settings and seeds. It outlives what a link
 * changes (numbers are rounded, the engine that `auto` took is named) and settings that are invented later, as long as
 * they are at their default.
 */
export function runName(configuration: RunConfiguration): string {
  const told = RUN_FIELDS.filter(
    (field) =>
      field.name !== 'engine' &&
      !dequal(roundToField(field, configuration[field.name]), DEFAULT_RUN[field.name]),
  );
  const texts = told.map((field) => `${field.key}=${fieldToText(field, configuration[field.name])}`);
  const hash = hashText(texts.sort().join('&'));
  return `${ADJECTIVES[hash % ADJECTIVES.length]!}-${NOUNS[(hash >>> 8) % NOUNS.length]!}`;
}

/** One setting in which two runs differ. */
export interface SettingDifference {
  readonly name: string;
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/** Settings in which two runs differ, in the order of the table, values as text for people. */
export function settingDifferences(
  before: RunConfiguration,
  after: RunConfiguration,
): readonly SettingDifference[] {
  return RUN_FIELDS.filter(({ name }) => !dequal(before[name], after[name])).map((field) => ({
    name: field.name,
    label: field.label,
    before: valueText(field, roundToField(field, before[field.name])),
    after: valueText(field, roundToField(field, after[field.name])),
  }));
}

function valueText(field: Field, value: RunConfiguration[keyof RunConfiguration]): string {
  if (isNever(field, value)) return m.off();
  if (typeof value === 'boolean') return value ? m.on() : m.off();
  if (typeof value === 'number') return shownNumber(value);
  if (typeof value !== 'string') return value.join(', ');
  return (field.kind === 'choice' ? field.names?.[value] : undefined) ?? value;
}

/**
 * A label inside a sentence: `Learning rate` → `learning rate`, but `PPO ratio clip` and `GAE λ` as they are; in German nouns
 * keep their capitals.
 */
export function labelInSentence(label: string): string {
  if (currentLocale() === 'de') return label;
  return /^\p{Lu}\p{Ll}/u.test(label) ? label[0]!.toLowerCase() + label.slice(1) : label;
}

/**
 * What changed from one run to the next, such as `learning rate 1e-3 → 3e-3, seeds 1 → 2`; empty if nothing.
 * @param most how many changes are told; how many more there are is said
 */
export function runDifference(
  before: RunConfiguration,
  after: RunConfiguration,
  most = Number.POSITIVE_INFINITY,
): string {
  const all = settingDifferences(before, after);
  const told = all.slice(0, most).map((one) => `${labelInSentence(one.label)} ${one.before} → ${one.after}`);
  const differences = told.join(', ');
  const more = all.length - told.length;
  return more > 0 ? m.differencesMore({ differences, more }) : differences;
}
