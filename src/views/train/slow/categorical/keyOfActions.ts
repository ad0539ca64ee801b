import * as m from '#words/slow';
import type { Scene } from '../slowScene.ts';
import type { ActionShapes } from './actionShapes.ts';

/** What the marks of the bars mean; whose they are stands over their numbers. */
export interface ActionKeyEntry {
  readonly mark: 'taken' | 'signed' | 'region' | 'trail' | 'upstream' | 'through' | 'pull';
  readonly words: string;
}

export function keyOfActions(
  scene: Scene,
  { taken, ranges, trail, slopes }: ActionShapes,
): readonly ActionKeyEntry[] {
  const roles = slopes.map(({ role }) => role);
  const layer = scene.policy.projected !== null;
  const entries: readonly (ActionKeyEntry | false)[] = [
    taken?.sign === 0 && { mark: 'taken', words: m.keyAction() },
    taken !== null && taken.sign !== 0 && { mark: 'signed', words: m.keySigned() },
    ranges !== null && { mark: 'region', words: m.keyRange() },
    trail.length > 0 && { mark: 'trail', words: m.keyTrail() },
    roles.includes('upstream') && { mark: 'upstream', words: m.keyGradientProjection() },
    roles.includes('through') && { mark: 'through', words: layer ? m.keyThrough() : m.keyGradient() },
    roles.includes('pull') && { mark: 'pull', words: m.keyPull() },
  ];
  return entries.filter((entry) => entry !== false);
}
