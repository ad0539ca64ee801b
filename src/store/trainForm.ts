import type { RunConfiguration } from '../experiments/fields.ts';
import { ENVIRONMENT_PRESETS, presetConfiguration } from '../experiments/presets.ts';
import { baseOf } from './trainSelection.ts';
import type { TrainAccess, TrainStore } from './trainState.ts';

/** What changes the settings of the next run. */
export function formActions({
  get,
  set,
}: TrainAccess): Pick<TrainStore, 'choosePreset' | 'setField' | 'setRecipe' | 'resetField' | 'resetAll'> {
  return {
    choosePreset: (preset) => {
      const { seeds, engine } = get().configuration;
      set({ configuration: { ...presetConfiguration(preset), seeds, engine }, preset });
    },
    setField: (name, value) => {
      if (name === 'environment')
        get().choosePreset(ENVIRONMENT_PRESETS[value as RunConfiguration['environment']]);
      else set({ configuration: { ...get().configuration, [name]: value } });
    },
    setRecipe: ({ configuration, preset }) => set({ configuration, preset }),
    resetField: (name) => set({ configuration: { ...get().configuration, [name]: baseOf(get())[name] } }),
    resetAll: () => set({ configuration: { ...baseOf(get()), seeds: get().configuration.seeds } }),
  };
}
