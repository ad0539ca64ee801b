import { dequal } from 'dequal/lite';
import type { TaskPreset } from '../environments/environment.ts';
import { ENVIRONMENT_IDS } from '../environments/environmentById.ts';
import { type EnvironmentId, TASKS } from '../environments/registry.ts';
import { DEFAULT_RUN, RUN_FIELDS, type RunConfiguration } from './fields.ts';

/** A start known to work: a layer over the defaults. */
export interface RunPreset extends Omit<TaskPreset, 'layer'> {
  readonly layer: Partial<RunConfiguration>;
}

export type PresetId = (typeof TASKS)[EnvironmentId]['presets'][number]['id'];

/** In the order in which the interface lists them; the first of each task is where that task starts. */
export const RUN_PRESETS: readonly (RunPreset & { readonly id: PresetId })[] = ENVIRONMENT_IDS.flatMap(
  (environment) =>
    TASKS[environment].presets.map((preset) => ({
      id: preset.id,
      // Not copied: its words are the reader's, whose language may change.
      get title() {
        return preset.title;
      },
      get caption() {
        return preset.caption;
      },
      layer: { environment, ...preset.layer },
    })),
);
export const PRESET_IDS: readonly PresetId[] = RUN_PRESETS.map((preset) => preset.id);

/** Where a run on this task starts when no preset is named. */
export const ENVIRONMENT_PRESETS = Object.fromEntries(
  ENVIRONMENT_IDS.map((environment) => [environment, TASKS[environment].presets[0].id]),
) as Readonly<Record<EnvironmentId, PresetId>>;

export function isPresetId(value: unknown): value is PresetId {
  return PRESET_IDS.includes(value as PresetId);
}

/** The defaults under a preset's layer. */
export function presetConfiguration(id: PresetId): RunConfiguration {
  return { ...DEFAULT_RUN, ...RUN_PRESETS.find((preset) => preset.id === id)!.layer };
}

/** What a recipe differs from: the preset it names, or else the start of its task. */
export function baseConfiguration(preset: PresetId | null, environment: EnvironmentId): RunConfiguration {
  return presetConfiguration(preset ?? ENVIRONMENT_PRESETS[environment]);
}

/** The preset of its task that a configuration differs from in the fewest settings, the method before all others. */
export function closestPreset(configuration: RunConfiguration): PresetId {
  const distance = (id: PresetId) => {
    const base = presetConfiguration(id);
    const changed = RUN_FIELDS.filter(({ name }) => !dequal(base[name], configuration[name]));
    return changed.length + (base.algorithm === configuration.algorithm ? 0 : RUN_FIELDS.length);
  };
  return RUN_PRESETS.filter(({ layer }) => layer.environment === configuration.environment)
    .map(({ id }) => ({ id, distance: distance(id) }))
    .reduce((best, one) => (one.distance < best.distance ? one : best)).id;
}
