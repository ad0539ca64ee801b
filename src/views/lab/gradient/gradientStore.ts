import { create } from 'zustand';
import { useLookOptions } from '../../../store/lab.ts';
import type { Point } from '../labGeometry.ts';
import type { Loss } from './lossGradient.ts';

/** The mean whose arrows are read out; `null`: that of the proposal. */
export const useProbe = create<{ readonly probe: Point | null }>(() => ({ probe: null }));

/** The loss that is chosen, with the points that were dragged. */
export function useLoss(): { readonly loss: Loss; readonly clip: number } {
  const { loss: kind, target, action, advantage, clip } = useLookOptions();
  const loss: Loss =
    kind === 'pull'
      ? { kind, target }
      : kind === 'sample'
        ? { kind, action, advantage: advantage === 'better' ? 1 : -1 }
        : { kind };
  return { loss, clip };
}
