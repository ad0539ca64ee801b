import * as m from '#words/agents';
import type { EpisodePlayer } from '../../store/trainPlayer.ts';

/** Whose return it is, where it is not the policy's alone; nothing where it is. */
export function doneBy({ pushed, steered }: Pick<EpisodePlayer, 'pushed' | 'steered'>): readonly string[] {
  if (!pushed && !steered) return [];
  return [pushed && steered ? m.youPushedAndActed() : pushed ? m.youPushed() : m.youActed()];
}
