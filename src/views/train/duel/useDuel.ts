import { useMemo } from 'react';
import { changedFields } from '../../../experiments/changedFields.ts';
import { type Duel, rivalFor } from '../../../experiments/duel.ts';
import type { RunConfiguration } from '../../../experiments/fields.ts';
import { useTrainStore } from '../../../store/train.ts';
import type { TrainRun } from '../../../store/trainRun.ts';
import { currentRun, overlayRun } from '../../../store/trainSelection.ts';

/** What the duel is between, and the two runs of it that are on the stage: `null` until they are started. */
export interface StagedDuel extends Duel {
  readonly staged: { readonly run: TrainRun; readonly rival: TrainRun } | null;
}

export function useDuel(): StagedDuel {
  const configuration = useTrainStore((state) => state.configuration);
  const companion = useTrainStore((state) => state.companion);
  const current = useTrainStore(currentRun);
  const overlay = useTrainStore(overlayRun);
  const other = companion ?? overlay?.configuration ?? null;
  // Made anew where none was chosen; kept, so that what depends on it is.
  const rival = useMemo(() => rivalFor(configuration, other), [configuration, other]);
  const staged =
    current !== null && overlay !== null && isOf(current, configuration) && isOf(overlay, rival)
      ? { run: current, rival: overlay }
      : null;
  return { run: configuration, rival, staged };
}

/** Whether a run is one of these settings, whatever engine it got. */
function isOf(run: TrainRun, configuration: RunConfiguration): boolean {
  return changedFields(run.configuration, configuration).every((name) => name === 'engine');
}
