import { dequal } from 'dequal/lite';
import type { LabGaussian } from '../../../experiments/lab.ts';
import type { WalkPoint } from './landscapeStore.ts';
import type { StepKind } from './walk.ts';

/**
 * The walk up to where the old policy is now. Undo and redo move the old policy along the walk, so that the walk is found
 * by it; a policy that the walk never came through is a beginning.
 */
export function walkSoFar(walk: readonly WalkPoint[], old: LabGaussian): readonly WalkPoint[] {
  for (let i = walk.length - 1; i >= 0; i--) {
    if (dequal(walk[i]!.old, old)) return walk.slice(0, i + 1);
  }
  return [{ old, kind: null }];
}

/** The walk with one more step. */
export function walkOn(
  walk: readonly WalkPoint[],
  old: LabGaussian,
  next: LabGaussian,
  kind: StepKind,
): readonly WalkPoint[] {
  return [...walkSoFar(walk, old), { old: next, kind }];
}
