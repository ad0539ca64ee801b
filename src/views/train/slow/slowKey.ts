import type { Scene } from './slowScene.ts';
import type { Shapes } from './slowShapes.ts';

/** What the picture's colours and marks mean, in the order in which they are named under it. */
export interface KeyEntry {
  readonly mark: 'old' | 'proposed' | 'projected' | 'region' | 'action' | 'upstream' | 'through' | 'pull';
  readonly words: string;
}

export function keyOf(scene: Scene, shapes: Shapes): readonly KeyEntry[] {
  const arrows = shapes.arrows.map(({ role }) => role);
  const layer = scene.policy.projected !== null;
  const entries: readonly (KeyEntry | false)[] = [
    { mark: 'old', words: 'old policy' },
    shapes.proposed !== null && {
      mark: 'proposed',
      words: scene.stage === 'policy' ? 'network, acts next' : 'network',
    },
    shapes.projected !== null && { mark: 'projected', words: 'projection' },
    shapes.region !== null && { mark: 'region', words: 'mean bound' },
    shapes.action !== null && { mark: 'action', words: 'action taken' },
    arrows.includes('upstream') && {
      mark: 'upstream',
      words: layer ? 'gradient for the projection' : 'gradient',
    },
    arrows.includes('through') && { mark: 'through', words: 'through the layer' },
    arrows.includes('pull') && { mark: 'pull', words: 'trust-region loss (to its own scale)' },
  ];
  return entries.filter((entry) => entry !== false);
}
