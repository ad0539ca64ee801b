import * as v from 'valibot';
import * as m from '#words/runLinks';
import type { Field } from '../fields/field.ts';
import { ENVIRONMENT_IDS, type EnvironmentId } from './choices.ts';
import { currentValue, fieldComplaint, fieldSchema, readTolerantly } from './fieldSchema.ts';
import { DEFAULT_RUN, RUN_FIELDS, type RunConfiguration, type RunFieldName } from './fields.ts';
import { fieldFromText, roundToField } from './fieldText.ts';
import { FORMAT_VERSION, unknownNamesNotice } from './linkFormat.ts';
import { nearestName, quoted, suggestion } from './nearest.ts';
import { baseConfiguration, isPresetId, PRESET_IDS, type PresetId } from './presets.ts';

/** States of one iteration over all seeds: what a browser tab can hold. */
const MOST_STATES = 2 ** 20;

type Values = Partial<Record<RunFieldName, unknown>>;

const FIELD_NAMES: readonly RunFieldName[] = RUN_FIELDS.map((field) => field.name);
const FIELD_KEYS: readonly string[] = RUN_FIELDS.map((field) => field.key);
const FIELD_BY_NAME = Object.fromEntries(
  RUN_FIELDS.map((field): [string, Field] => [field.name, field]),
) as Readonly<Record<RunFieldName, Field>>;

/** The schema of every field, made from the table. */
const FIELD_SCHEMAS = Object.fromEntries(
  RUN_FIELDS.map((field) => [field.name, fieldSchema(field)]),
) as Readonly<Record<RunFieldName, v.GenericSchema>>;

function accepts(name: RunFieldName, value: unknown): boolean {
  return v.is(FIELD_SCHEMAS[name], value);
}

/** A sentence about a value that a field does not accept. */
function complaint(field: Field, value: unknown): string {
  const nearest =
    field.kind === 'choice' && typeof value === 'string' ? nearestName(value, field.choices) : null;
  const complaint = fieldComplaint(field, value);
  return nearest === null ? `${complaint}.` : m.complaintNear({ complaint, nearest });
}

/** A record's own values: nothing inherited, nothing that could reach a prototype. */
function ownEntries(input: object): [string, unknown][] {
  return Object.keys(input).map((key) => [key, (input as Record<string, unknown>)[key]]);
}

function isRecord(input: unknown): input is object {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}

/**
 * Sentences about a configuration whose fields are each valid but do not make sense together; empty if it is fine.
 */
export function configurationProblems(configuration: RunConfiguration): string[] {
  const { environments, stepsPerIteration, seeds } = configuration;
  const states = environments * stepsPerIteration * seeds.length;
  const problems: string[] = [];
  if (environments * stepsPerIteration < 2) {
    problems.push(m.tooFewStates());
  }
  if (states > MOST_STATES) {
    problems.push(m.tooManyStates({ states, most: MOST_STATES }));
  }
  if (new Set(seeds).size < seeds.length) {
    problems.push(m.seedsSame({ seeds: seeds.join(', ') }));
  }
  return problems;
}

/** What a run is made from: every field, and the preset they were layered over. */
export interface Recipe {
  readonly configuration: RunConfiguration;
  readonly preset: PresetId | null;
}

/** The environment a recipe names, if it names a real one; decides the base when there is no preset. */
function environmentOf(values: Values): EnvironmentId {
  const { environment } = values;
  return ENVIRONMENT_IDS.includes(environment as EnvironmentId)
    ? (environment as EnvironmentId)
    : DEFAULT_RUN.environment;
}

/**
 * Reads a recipe `{version?, preset?, …fields}` strictly: files and flags. Fields left out come from the preset
 * or, without one, from the start of the task.
 * @throws {RangeError} one error with a sentence for every problem.
 */
export function requireConfiguration(input: unknown): RunConfiguration {
  if (!isRecord(input)) throw new RangeError(m.notObject({ value: quoted(input) }));
  const problems: string[] = [];
  const values: Values = {};
  let preset: PresetId | null = null;
  for (const [key, value] of ownEntries(input)) {
    if (key === 'version') {
      if (value !== FORMAT_VERSION) {
        problems.push(m.versionWrong({ version: FORMAT_VERSION, value: quoted(value) }));
      }
    } else if (key === 'preset') {
      if (isPresetId(value)) preset = value;
      else if (value !== null) {
        problems.push(
          m.noPresetHere({ name: quoted(value), suggestion: suggestion(String(value), PRESET_IDS) }),
        );
      }
    } else if (!Object.hasOwn(FIELD_BY_NAME, key)) {
      problems.push(m.noSetting({ name: quoted(key), suggestion: suggestion(key, FIELD_NAMES) }));
    } else {
      const name = key as RunFieldName;
      const current = currentValue(FIELD_BY_NAME[name], value);
      if (accepts(name, current)) values[name] = current;
      else problems.push(complaint(FIELD_BY_NAME[name], value));
    }
  }
  const configuration = {
    ...baseConfiguration(preset, environmentOf(values)),
    ...values,
  } as RunConfiguration;
  problems.push(...configurationProblems(configuration));
  if (problems.length > 0) throw new RangeError(problems.join('\n'));
  return configuration;
}

/**
 * Reads `name=value` settings strictly (`--set learningRate=1e-3`); names as in the code or as in links.
 * @throws {RangeError} one error with a sentence for every problem.
 */
export function requireSettings(assignments: readonly string[]): Partial<RunConfiguration> {
  const problems: string[] = [];
  const values: Values = {};
  for (const assignment of assignments) {
    const equals = assignment.indexOf('=');
    const written = assignment.slice(0, equals).trim();
    if (equals < 1) {
      problems.push(m.assignmentWrong({ value: quoted(assignment) }));
      continue;
    }
    const field = RUN_FIELDS.find(({ name, key }) => name === written || key === written);
    if (field === undefined) {
      problems.push(
        m.noSetting({ name: quoted(written), suggestion: suggestion(written, FIELD_NAMES, FIELD_KEYS) }),
      );
      continue;
    }
    const value = currentValue(field, fieldFromText(field, assignment.slice(equals + 1)));
    if (accepts(field.name, value)) values[field.name] = value;
    else problems.push(complaint(field, value));
  }
  if (problems.length > 0) throw new RangeError(problems.join('\n'));
  return values as Partial<RunConfiguration>;
}

/** A configuration as controls set it and links keep it: every number rounded to its field's digits. */
export function roundConfiguration(configuration: RunConfiguration): RunConfiguration {
  return Object.fromEntries(
    RUN_FIELDS.map((field) => [field.name, roundToField(field, configuration[field.name])]),
  ) as unknown as RunConfiguration;
}

/** Makes a configuration sensible as a whole, saying what it changed. */
function reconciled(configuration: RunConfiguration, notices: string[]): RunConfiguration {
  let { environments, stepsPerIteration, seeds } = configuration;
  if (new Set(seeds).size < seeds.length) {
    seeds = [...new Set(seeds)];
    notices.push(m.seedsOnce({ seeds: seeds.join(', ') }));
  }
  if (environments * stepsPerIteration < 2) {
    stepsPerIteration = 2;
    notices.push(m.statesRaised());
  }
  if (environments * stepsPerIteration * seeds.length > MOST_STATES) {
    stepsPerIteration = Math.floor(MOST_STATES / (environments * seeds.length));
    notices.push(m.statesLowered({ most: MOST_STATES, steps: stepsPerIteration }));
  }
  return { ...configuration, seeds, stepsPerIteration };
}

/**
 * Reads fields tolerantly: links. Unknown names are ignored, numbers out of range are moved to the nearest in range,
 * anything else that is wrong is taken from `base`; each with a notice. Never throws; always gives a valid configuration.
 */
export function parseConfiguration(
  input: unknown,
  base: RunConfiguration = DEFAULT_RUN,
): { readonly configuration: RunConfiguration; readonly notices: readonly string[] } {
  if (!isRecord(input)) {
    return {
      configuration: base,
      notices: [m.notObjectDefault({ value: quoted(input) })],
    };
  }
  const notices: string[] = [];
  const unknown: string[] = [];
  const values: Values = {};
  for (const [key, value] of ownEntries(input)) {
    if (!Object.hasOwn(FIELD_BY_NAME, key)) {
      unknown.push(key);
      continue;
    }
    const name = key as RunFieldName;
    values[name] = readTolerantly(FIELD_BY_NAME[name], FIELD_SCHEMAS[name], value, base[name], notices);
  }
  const configuration = reconciled({ ...base, ...values } as RunConfiguration, notices);
  return { configuration, notices: [...notices, ...unknownNamesNotice(unknown)] };
}
