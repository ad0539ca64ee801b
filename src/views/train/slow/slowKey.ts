import * as m from '#words/slow';
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
    { mark: 'old', words: m.keyOld() },
    shapes.proposed !== null && {
      mark: 'proposed',
      words: scene.stage === 'policy' ? m.keyNetworkNext() : m.keyNetwork(),
    },
    shapes.projected !== null && { mark: 'projected', words: m.keyProjection() },
    shapes.region !== null && { mark: 'region', words: m.keyRegion() },
    shapes.action !== null && { mark: 'action', words: m.keyAction() },
    arrows.includes('upstream') && {
      mark: 'upstream',
      words: layer ? m.keyGradientProjection() : m.keyGradient(),
    },
    arrows.includes('through') && { mark: 'through', words: m.keyThrough() },
    arrows.includes('pull') && { mark: 'pull', words: m.keyPull() },
  ];
  return entries.filter((entry) => entry !== false);
}
