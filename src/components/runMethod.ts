import type { MethodLook } from '../algorithms/algorithm.ts';
import { algorithmOf } from '../algorithms/algorithmOf.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import { PROJECTION_METHODS } from './projectionMethods.ts';

type RunMethod = Pick<RunConfiguration, 'algorithm' | 'projection'>;

/** A second run of the same method is drawn finer and dashed otherwise than its twin. */
const TWIN_DASH: readonly number[] = [2, 3];

/** How a run is named and drawn: by its algorithm, or by the projection of its layer. */
export function runLook(run: RunMethod): MethodLook & { readonly name: string } {
  const { name, look } = algorithmOf(run);
  return look === null ? PROJECTION_METHODS[run.projection] : { ...look, name };
}

/** A method in words: `TRPL, KL`, `PPO`. */
export function methodName(run: RunMethod): string {
  const { name, look } = algorithmOf(run);
  return look === null ? `${name}, ${PROJECTION_METHODS[run.projection].name}` : name;
}

/** The dash of a run, told apart from that of another run on the same chart. */
export function dashBeside(run: RunMethod, other: RunMethod | null): readonly number[] {
  const { colour, dash } = runLook(run);
  return other !== null && runLook(other).colour === colour ? TWIN_DASH : dash;
}
