import { ofState, type Scene } from '../slowScene.ts';
import { inLogits } from './chosenAction.ts';

/** Gradients of one state with respect to logits, n numbers each; `null` without a layer. */
export interface LogitGradients {
  /** Of surrogate and entropy, with respect to the logits of the policy that they see. */
  readonly upstream: readonly number[];
  /** The same through the layer, with respect to the network's logits. */
  readonly layer: readonly number[] | null;
  /** Of the trust-region loss. */
  readonly pull: readonly number[] | null;
  /** What goes on into the network. */
  readonly total: readonly number[];
}

/** The gradients of the scene's state (docs/mathematics.md §15.11). */
export function logitGradients(scene: Scene): LogitGradients {
  const { gradients, proposed, projected } = scene.policy;
  const seen = ofState((projected ?? proposed).mean, scene);
  const upstream = inLogits(ofState(gradients.upstream.mean, scene), seen);
  const { layer, pull, total } = gradients;
  if (layer === null || pull === null) return { upstream, layer: null, pull: null, total: upstream };
  return {
    upstream,
    layer: ofState(layer.mean, scene),
    pull: ofState(pull.mean, scene),
    total: ofState(total.mean, scene),
  };
}
