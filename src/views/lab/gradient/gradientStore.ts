import { create } from 'zustand';
import type { Point } from '../labGeometry.ts';
import { useSample } from '../sample/sampleStore.ts';
import { GRADIENT_KINDS, type GradientKind } from './gradientBatch.ts';
import type { Loss } from './lossGradient.ts';

interface GradientStore {
  readonly loss: Loss['kind'];
  /** Where the pull goes. */
  readonly target: Point;
  readonly shown: readonly GradientKind[];
  /** The mean whose arrows are read out; `null`: that of the proposal. */
  readonly probe: Point | null;
}

/** What the arrows are of. */
export const useGradient = create<GradientStore>(() => ({
  loss: 'pull',
  target: [1.9, -0.9],
  shown: GRADIENT_KINDS,
  probe: null,
}));

/** The loss that is chosen, with the points that were dragged. */
export function useLoss(): { readonly loss: Loss; readonly clip: number } {
  const kind = useGradient(({ loss }) => loss);
  const target = useGradient((state) => state.target);
  const { action, advantage, clip } = useSample();
  const loss: Loss =
    kind === 'pull' ? { kind, target } : kind === 'sample' ? { kind, action, advantage } : { kind };
  return { loss, clip };
}
