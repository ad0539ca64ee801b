import * as m from '#words/runs';
import type { RunConfiguration } from '../experiments/fields.ts';
import { forkRefusal } from '../experiments/fork.ts';
import { takeOver } from '../training/forkBeginning.ts';
import { useNotices } from './notices.ts';
import { originAt } from './runOrigin.ts';
import type { RunsUnderWay } from './runsUnderWay.ts';
import type { TrainCursor } from './trainCursor.ts';
import type { TrainRun } from './trainRun.ts';
import type { TrainStarts } from './trainStarts.ts';

/** A run that is to go on from another. */
interface WantedFork {
  readonly id: number;
  readonly iteration: number;
  readonly changes: Partial<RunConfiguration>;
  /** Instead of the name that says where it began. */
  readonly called?: string;
}

/**
 * Begins a run that goes on from another; runs under way are ended, but for this other.
 * @param beforehand called when nothing stands against it any more
 * @returns `null`: why there is none was told
 */
export async function beginFork(
  { id, iteration, changes, called }: WantedFork,
  underWay: RunsUnderWay,
  starts: TrainStarts,
  { checkpointAt }: Pick<TrainCursor, 'checkpointAt'>,
  beforehand: () => void = () => {},
): Promise<TrainRun | null> {
  const base = underWay.run(id);
  if (base === null) return null;
  const configuration = { ...base.configuration, ...changes };
  try {
    const refusal = forkRefusal(base.configuration, iteration, configuration);
    if (refusal !== null) throw new RangeError(refusal);
    const standing = await checkpointAt(base, iteration);
    const checkpoint = takeOver(standing, base.configuration, configuration);
    underWay.endAllBut(id);
    beforehand();
    return starts.begin({
      configuration,
      before: base.configuration,
      paused: false,
      until: null,
      forked: { origin: originAt(base, iteration), checkpoint, engine: base.engine?.id ?? null },
      ...(called !== undefined && { called }),
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    useNotices.getState().post(() => m.nothingStarted({ why }), 'problem');
    return null;
  }
}
