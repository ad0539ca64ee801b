import { numberOf, ofState, type StateScene } from '../slowScene.ts';

/** The action that was taken in the scene's state, its index. */
export function actionTaken(scene: StateScene): number {
  return numberOf(scene.dissection.states.action, scene);
}

/** What it is called. */
export function actionName(scene: StateScene): string {
  return scene.discrete!.labels[actionTaken(scene)]!;
}

/** A policy's probability of it. */
export function probabilityOf({ mean }: { readonly mean: ArrayLike<number> }, scene: StateScene): number {
  return ofState(mean, scene)[actionTaken(scene)]!;
}

/** −Σ p ln p in nats (docs/mathematics.md §15.1). */
export function entropyOf(probabilities: readonly number[]): number {
  return probabilities.reduce((sum, p) => (p > 0 ? sum - p * Math.log(p) : sum), 0);
}

/**
 * What is given with respect to log-probabilities, with respect to logits (docs/mathematics.md §15.1). What is with respect
 * to logits already stays as it is, since it sums to zero.
 */
export function inLogits(gradient: readonly number[], probabilities: readonly number[]): number[] {
  const sum = gradient.reduce((total, entry) => total + entry, 0);
  return gradient.map((entry, i) => entry - probabilities[i]! * sum);
}
