import { dequal } from 'dequal/lite';
import * as m from '#words/sessions';
import { algorithmOf } from '../algorithms/algorithmOf.ts';
import { environmentById } from '../environments/environmentById.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import { forkRefusal, type RunOrigin } from '../experiments/fork.ts';
import { beginMembers } from '../trainer/beginning.ts';
import type { RunCheckpoint } from '../trainer/checkpoint.ts';
import type { TrainingConnection } from './connection.ts';
import { nextTask } from './macrotask.ts';
import type { TrainingCommand } from './protocol.ts';
import { RunReplay } from './runReplay.ts';

/** Milliseconds of work between two looks at the event loop. */
const SLICE = 8;

/**
 * The standing of a run as one with other settings goes on from it. With the same settings nothing changes, and so
 * neither do the numbers; with others, states beyond the bound are counted anew. Members that diverged, or whose worker
 * broke, in the iteration after it are as good as the others; those that ended before stay where they ended.
 * @throws {RangeError} with a sentence, if these settings cannot go on from it
 */
export function takeOver(
  checkpoint: RunCheckpoint,
  base: RunConfiguration,
  next: RunConfiguration,
): RunCheckpoint {
  const refusal = forkRefusal(base, checkpoint.iteration, next);
  if (refusal !== null) throw new RangeError(refusal);
  const same = dequal({ ...base, engine: next.engine }, next);
  const projected = algorithmOf(next).layer === null ? null : 0;
  const members = checkpoint.members.map((standing) => ({
    ...standing,
    checkpoint: same
      ? standing.checkpoint
      : { ...standing.checkpoint, violations: { states: 0, proposed: 0, projected } },
    ended: standing.checkpoint.iteration === checkpoint.iteration ? null : standing.ended,
  }));
  return { ...checkpoint, members };
}

/** A run before its first iteration; lets the page answer while members are taught. */
export async function freshCheckpoint(configuration: RunConfiguration): Promise<RunCheckpoint> {
  const environment = environmentById(configuration.environment);
  let looked = performance.now();
  const breathe = async () => {
    if (performance.now() - looked < SLICE) return;
    await nextTask();
    looked = performance.now();
  };
  return { iteration: 0, seconds: 0, members: await beginMembers(configuration, environment, breathe) };
}

/**
 * Where a run that goes on from another begins, with nothing known but the settings: the other run is trained again to
 * that iteration.
 * @param signal ends it; it rejects then
 * @throws {Error} with a sentence, if that cannot be done
 */
export async function forkBeginning(
  configuration: RunConfiguration,
  origin: RunOrigin,
  connect: () => TrainingConnection<TrainingCommand>,
  signal?: AbortSignal,
): Promise<RunCheckpoint> {
  const start =
    origin.origin === null ? null : await forkBeginning(origin.configuration, origin.origin, connect, signal);
  signal?.throwIfAborted();
  const replay = new RunReplay({ configuration: origin.configuration, nearest: () => start }, connect);
  const close = () => replay.close();
  signal?.addEventListener('abort', close);
  try {
    const checkpoint = await replay.reach(origin.iteration);
    if (checkpoint === null) throw new Error(m.replayClosed());
    return takeOver(checkpoint, origin.configuration, configuration);
  } finally {
    signal?.removeEventListener('abort', close);
    replay.close();
  }
}
