import type { EpisodePlayer } from '../../store/trainPlayer.ts';

/** Whose return it is, where it is not the policy's alone; empty where it is. */
export function doneBy({ pushed, steered }: Pick<EpisodePlayer, 'pushed' | 'steered'>): string {
  if (!pushed && !steered) return '';
  return pushed && steered ? ' · you pushed and acted' : pushed ? ' · you pushed' : ' · you acted';
}
