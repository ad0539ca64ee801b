import { create } from 'zustand';
import type { LabGaussian } from '../../../experiments/lab.ts';

/** The proposal that the pointer is over in the map, which the plane shows lightly; `null` for none. */
export const useCasesPreview = create<{ readonly proposed: LabGaussian | null }>(() => ({ proposed: null }));

export function preview(proposed: LabGaussian | null): void {
  if (useCasesPreview.getState().proposed !== proposed) useCasesPreview.setState({ proposed });
}
