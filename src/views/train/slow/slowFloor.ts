import { isBeyond } from 'trust-region-layers';
import { cholesky, entropyOf, halfLogDeterminant } from 'trust-region-layers/gaussian';
import { algorithmOf } from '../../../algorithms/algorithmOf.ts';
import { entropyOf as entropyOfActions } from './categorical/chosenAction.ts';
import { numberOf, ofState, type Scene } from './slowScene.ts';

/** What the entropy floor does to a state's covariance, or to its probabilities, within the layer (docs/mathematics.md §5.2, §15.6). */
export interface FloorStep {
  /** Relative to the projection. */
  readonly order: 'before' | 'after';
  /** Whether the proposal had less entropy than that. */
  readonly widens: boolean;
  /** β in nats. */
  readonly entropy: number;
  /** Whether the covariance that leaves the layer is beyond its bound: the floor comes last and can take it there. */
  readonly leaves: boolean;
}

/** What a floor scales to, it hits to the rounding of its square roots. */
const ON_FLOOR = 1e-6;

/** `null`: there is no floor, or it lets this state be. */
export function floorStepOf(scene: Scene): FloorStep | null {
  const { proposed, projected } = scene.policy;
  const { entropyFloor: entropy, bounds } = scene.dissection;
  const floor = algorithmOf(scene.configuration).layer?.entropyFloor(scene.configuration);
  if (!floor || !projected || entropy === null) return null;
  // What has the entropy: all of a policy over actions that one chooses from.
  const part = scene.discrete ? 'mean' : 'covariance';
  const widens = entropyIn(proposed[part], scene) < entropy;
  const acts =
    floor.order === 'before'
      ? floor.mode === 'equality' || widens
      : Math.abs(entropyIn(projected[part], scene) - entropy) < ON_FLOOR * (1 + Math.abs(entropy));
  if (!acts) return null;
  const leaves = floor.order === 'after' && isBeyond(numberOf(projected.distance[part], scene), bounds[part]);
  return { order: floor.order, widens, entropy, leaves };
}

function entropyIn(values: Float64Array, scene: Scene): number {
  if (scene.discrete) return entropyOfActions(ofState(values, scene));
  const k = scene.actions;
  const lower = new Float64Array(k * k);
  cholesky(Float64Array.from(ofState(values, scene)), k, lower);
  return entropyOf(k, halfLogDeterminant(lower, k));
}
