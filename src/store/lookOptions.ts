import { create } from 'zustand';
import { DEFAULT_LOOK_OPTIONS, type LookOptions } from '../experiments/lookOptions.ts';

/** What is set in the closer looks of the Lab. */
export function createLookOptions(start: Partial<LookOptions> = {}) {
  return create<LookOptions>(() => ({ ...DEFAULT_LOOK_OPTIONS, ...start }));
}
