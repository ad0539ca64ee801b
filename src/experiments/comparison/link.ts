import * as m from '#words/runLinks';
import type { Field } from '../../fields/field.ts';
import { ENVIRONMENT_IDS, type EnvironmentId } from '../choices.ts';
import { parseConfiguration, roundConfiguration } from '../configuration.ts';
import { RUN_FIELDS } from '../fields.ts';
import { fieldFromText, fieldToText, numberFromText, roundToField } from '../fieldText.ts';
import { unknownNamesNotice } from '../linkFormat.ts';
import { quoted, suggestion } from '../nearest.ts';
import { baseConfiguration } from '../presets.ts';
import { IMPLEMENTATION_CHOICES } from './implementationChoices.ts';
import { METHOD_IDS, type MethodId } from './methods.ts';
import {
  COMPARED_FIELDS,
  COMPARISON_LIMITS,
  type ComparedSettings,
  type ComparedTask,
  type ComparisonPlan,
  samePlan,
  type Variation,
  withinLimits,
} from './plan.ts';
import { COMPARISON_PRESETS, DEFAULT_COMPARISON } from './presets.ts';
import { TASK_TERMS } from './tasks.ts';

/** What a learning curve is drawn against. */
export const COMPARISON_AXES = ['steps', 'seconds'] as const;
export type ComparisonAxis = (typeof COMPARISON_AXES)[number];

/**
 * What the address of Compare says: `m` methods, `t` tasks with their steps after a full stop where they are not the task’s own, `seeds`, `sweep` or `choices`, settings of
 * all methods under the keys that runs have, those of the n-th method under `mn.` and that key.
 */
export interface CompareLink {
  readonly view: 'compare';
  readonly plan: ComparisonPlan;
  readonly axis: ComparisonAxis;
  /** Starts at once. */
  readonly run: boolean;
}

export const DEFAULT_COMPARE: CompareLink = {
  view: 'compare',
  plan: DEFAULT_COMPARISON,
  axis: 'steps',
  run: false,
};

const SEEDS = RUN_FIELDS.find(({ name }) => name === 'seeds')!;

/** Keys and texts of a comparison: the name of a ready one if it is one, else all of it; the seeds always. */
export function encodeCompare({ plan, axis, run }: CompareLink): [string, string][] {
  const pairs: [string, string][] = [];
  const preset = COMPARISON_PRESETS.find((one) => samePlan({ ...one.plan, seeds: plan.seeds }, plan));
  if (preset) pairs.push(['preset', preset.id]);
  else {
    pairs.push(['m', plan.methods.map(({ id }) => id).join(',')]);
    pairs.push(['t', plan.tasks.map(taskText).join(',')]);
    if (plan.variation !== null) pairs.push(variationPair(plan.variation));
    pairs.push(...settingPairs(plan.settings, ''));
    plan.methods.forEach(({ settings }, index) => {
      pairs.push(...settingPairs(settings, methodPrefix(index)));
    });
  }
  pairs.push(['seeds', fieldToText(SEEDS, plan.seeds)]);
  if (axis !== 'steps') pairs.push(['x', axis]);
  if (run) pairs.push(['run', '1']);
  return pairs;
}

function methodPrefix(index: number): string {
  return `m${index + 1}.`;
}

function taskText({ environment, steps }: ComparedTask): string {
  return steps === TASK_TERMS[environment].steps ? environment : `${environment}.${steps}`;
}

function variationPair(variation: Variation): [string, string] {
  if (variation.kind === 'choices') return ['choices', variation.choices.join(',')];
  const field = fieldOf(variation.field);
  return ['sweep', [field.key, ...variation.values.map((value) => fieldToText(field, value))].join(',')];
}

function settingPairs(settings: ComparedSettings, prefix: string): [string, string][] {
  return COMPARED_FIELDS.filter(({ name }) => settings[name] !== undefined).map((field) => [
    prefix + field.key,
    fieldToText(field, settings[field.name]),
  ]);
}

function fieldOf(name: string): Field {
  return COMPARED_FIELDS.find((field) => field.name === name)!;
}

/** Reads the query of a Compare link tolerantly; always gives a plan that can be started. */
export function decodeCompare(given: ReadonlyMap<string, string>, notices: string[]): CompareLink {
  const texts = new Map(given);
  const take = (key: string) => {
    const text = texts.get(key);
    texts.delete(key);
    return text;
  };
  const presetText = take('preset');
  const preset = COMPARISON_PRESETS.find(({ id }) => id === presetText);
  if (presetText !== undefined && !preset) {
    const ids = COMPARISON_PRESETS.map(({ id }) => id);
    notices.push(m.noComparison({ name: quoted(presetText), suggestion: suggestion(presetText, ids) }));
  }
  const methodsText = take('m');
  const tasksText = take('t');
  // Whose methods and tasks are its own has no preset's sweep either.
  const base: ComparisonPlan = preset?.plan ?? {
    ...DEFAULT_COMPARISON,
    ...(methodsText === undefined && tasksText === undefined ? {} : { variation: null }),
  };
  const ids = methodsText === undefined ? null : readMethods(methodsText, notices);
  const settings = { ...base.settings, ...takeSettings(texts, '', notices) };
  const methods = (ids?.map((id) => ({ id, settings: {} })) ?? base.methods).map((method, index) => ({
    ...method,
    settings: { ...method.settings, ...takeSettings(texts, methodPrefix(index), notices) },
  }));
  const plan: ComparisonPlan = {
    methods: methods.length > 0 ? methods : base.methods,
    tasks: tasksText === undefined ? base.tasks : readTasks(tasksText, base.tasks, notices),
    seeds: readSeeds(take('seeds'), base.seeds, notices),
    settings,
    variation: readVariation(take('sweep'), take('choices'), base.variation, notices),
  };
  const axisText = take('x');
  const axis = COMPARISON_AXES.find((one) => one === axisText) ?? 'steps';
  if (axisText !== undefined && axisText !== axis) notices.push(m.axisWrong({ value: quoted(axisText) }));
  const runText = take('run');
  if (runText !== undefined && runText !== '0' && runText !== '1')
    notices.push(m.runWrong({ value: quoted(runText) }));
  notices.push(...unknownNamesNotice([...texts.keys()]));
  return { view: 'compare', plan: withinLimits(plan, notices), axis, run: runText === '1' };
}

function takeSettings(texts: Map<string, string>, prefix: string, notices: string[]): ComparedSettings {
  const values: Record<string, unknown> = {};
  for (const field of COMPARED_FIELDS) {
    const text = texts.get(prefix + field.key);
    if (text === undefined) continue;
    texts.delete(prefix + field.key);
    values[field.name] = fieldFromText(field, text);
  }
  const names = Object.keys(values);
  if (names.length === 0) return {};
  const read = parseConfiguration(values);
  notices.push(
    ...read.notices.map((notice) => (prefix === '' ? notice : `${prefix.slice(0, -1)}: ${notice}`)),
  );
  const configuration = roundConfiguration(read.configuration);
  return Object.fromEntries(names.map((name) => [name, configuration[name as keyof ComparedSettings]]));
}

/** The parts of a list, few enough to be looked at. */
function partsOf(text: string): string[] {
  return text
    .split(',', 64)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function readMethods(text: string, notices: string[]): MethodId[] {
  return partsOf(text).flatMap((part) => {
    const id = METHOD_IDS.find((one) => one === part);
    if (id === undefined)
      notices.push(m.noMethod({ name: quoted(part), suggestion: suggestion(part, METHOD_IDS) }));
    return id ?? [];
  });
}

function readTasks(
  text: string,
  fallback: readonly ComparedTask[],
  notices: string[],
): readonly ComparedTask[] {
  const tasks = new Map<EnvironmentId, ComparedTask>();
  for (const part of partsOf(text)) {
    const [name, stepsText] = part.split('.', 2) as [string, string | undefined];
    const environment = ENVIRONMENT_IDS.find((one) => one === name);
    if (environment === undefined) {
      notices.push(m.noTask({ name: quoted(name), suggestion: suggestion(name, ENVIRONMENT_IDS) }));
      continue;
    }
    const steps = stepsText === undefined ? null : numberFromText(stepsText);
    const valid = steps !== null && steps >= 1;
    if (stepsText !== undefined && !valid)
      notices.push(m.stepsWrong({ name, most: COMPARISON_LIMITS.steps, value: quoted(stepsText) }));
    const used = valid ? Math.round(Math.min(steps, COMPARISON_LIMITS.steps)) : TASK_TERMS[environment].steps;
    if (valid && used !== steps) notices.push(m.stepsMoved({ most: COMPARISON_LIMITS.steps, used }));
    tasks.set(environment, { environment, steps: used });
  }
  return tasks.size > 0 ? [...tasks.values()] : fallback;
}

function readSeeds(
  text: string | undefined,
  fallback: readonly number[],
  notices: string[],
): readonly number[] {
  if (text === undefined) return fallback;
  const read = parseConfiguration(
    { seeds: fieldFromText(SEEDS, text) },
    { ...baseConfiguration(null, 'pendulum'), seeds: fallback },
  );
  notices.push(...read.notices);
  return read.configuration.seeds;
}

function readVariation(
  sweep: string | undefined,
  choices: string | undefined,
  fallback: Variation | null,
  notices: string[],
): Variation | null {
  if (sweep !== undefined) {
    const [key, ...texts] = partsOf(sweep);
    const field = COMPARED_FIELDS.find((one) => one.key === key || one.name === key);
    if (field === undefined || field.kind === 'integers') {
      notices.push(m.sweepWrong({ value: quoted(sweep) }));
      return null;
    }
    const values = texts.map((part) => {
      const read = parseConfiguration({ [field.name]: fieldFromText(field, part) });
      notices.push(...read.notices);
      return roundToField(field, read.configuration[field.name]) as number | string | boolean;
    });
    return values.length === 0 ? null : { kind: 'sweep', field: field.name, values: [...new Set(values)] };
  }
  if (choices === undefined) return fallback;
  const names = IMPLEMENTATION_CHOICES.map(({ id }) => id);
  const asked = partsOf(choices);
  const unknown = asked.filter((part) => !(names as readonly string[]).includes(part));
  if (unknown.length > 0)
    notices.push(m.noChoice({ name: quoted(unknown[0]), suggestion: suggestion(unknown[0]!, names) }));
  const known = names.filter((id) => asked.includes(id));
  return known.length === 0 ? null : { kind: 'choices', choices: known };
}
