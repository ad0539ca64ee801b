import type { MemberStanding, RunCheckpoint } from '../trainer/checkpoint.ts';
import type { MemberDigest } from '../trainer/digest.ts';
import type { PoolPart } from './poolPart.ts';

/** Neighbouring seeds to each worker, as evenly as may be. */
export function shares(seeds: readonly number[], workers: number): number[][] {
  return Array.from({ length: workers }, (_, index) =>
    seeds.slice(
      Math.floor((index * seeds.length) / workers),
      Math.floor(((index + 1) * seeds.length) / workers),
    ),
  );
}

/** Members of several workers in the order of the run's seeds. */
export function inOrder<Member extends Pick<MemberDigest, 'seed'>>(
  members: readonly Member[],
  seeds: readonly number[],
): Member[] {
  return [...members].sort((a, b) => seeds.indexOf(a.seed) - seeds.indexOf(b.seed));
}

/**
 * A run's checkpoint of those that its parts handed out.
 * @param until the newest of each that is not after this iteration counts
 * @param beginning of a member of which nothing else is left
 * @returns `null` while one has none
 */
export function mergedCheckpoint(
  parts: readonly PoolPart[],
  seeds: readonly number[],
  until: number,
  beginning: (seed: number) => MemberStanding,
): RunCheckpoint | null {
  // One that ended before it heard that a checkpoint is wanted has none: nobody failed, and there is nothing to tell.
  if (parts.some((part) => part.failure === null && part.checkpointUntil(until) === null)) return null;
  const checkpoints = parts.flatMap((part) => part.checkpointUntil(until) ?? []);
  const known = checkpoints.flatMap(({ members }) => members);
  // Of a worker that broke before it handed out anything, the beginning is left.
  const lost = seeds.filter((seed) => !known.some((one) => one.seed === seed));
  const left = lost.map((seed) => ({ ...beginning(seed), ended: 'failed' as const }));
  const members = inOrder([...known, ...left], seeds);
  return {
    iteration: Math.max(...members.map(({ checkpoint }) => checkpoint.iteration)),
    seconds: Math.max(...checkpoints.map(({ seconds }) => seconds)),
    members,
  };
}
