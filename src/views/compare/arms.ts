import type { MethodLook } from '../../algorithms/algorithm.ts';
import { methodLook as lookOf } from '../../components/runMethod.ts';
import {
  COMPARED_FIELDS,
  type ComparedMethod,
  type ComparisonPlan,
  shownSetting,
} from '../../experiments/comparison/plan.ts';
import { labelInSentence } from '../../experiments/names.ts';

/** A method's settings in words: `learning rate 1e-4`; empty where it has none of its own. */
export function settingsText({ settings }: Pick<ComparedMethod, 'settings'>): string {
  return COMPARED_FIELDS.filter(({ name }) => settings[name] !== undefined)
    .map((field) => `${labelInSentence(field.label)} ${shownSetting(field, settings[field.name])}`)
    .join(', ');
}

/** A method in words: `PPO, learning rate 1e-4`. */
export function methodLabel(method: ComparedMethod): string {
  const { name } = lookOf(method.id);
  const settings = settingsText(method);
  return settings === '' ? name : `${name}, ${settings}`;
}

/** Dashes of the second, third … line of one colour. */
const TWIN_DASHES: readonly (readonly number[])[] = [
  [2, 3],
  [8, 2, 2, 2],
  [1, 3],
  [12, 4],
];

/** How a plan's method is drawn; one that is there more than once is dashed otherwise each time. */
export function methodLook({ methods }: ComparisonPlan, index: number): MethodLook {
  const { id } = methods[index]!;
  const look = lookOf(id);
  const before = methods.slice(0, index).filter((method) => method.id === id).length;
  return before === 0 ? look : { ...look, dash: TWIN_DASHES[(before - 1) % TWIN_DASHES.length]! };
}
