import { rivalFor } from '../experiments/duel.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import { baseConfiguration } from '../experiments/presets.ts';
import { isLive, type TrainRun } from './trainRun.ts';
import type { TrainState } from './trainState.ts';

/** What counts as unchanged in the form. */
export function baseOf({
  preset,
  configuration,
}: Pick<TrainState, 'preset' | 'configuration'>): RunConfiguration {
  return baseConfiguration(preset, configuration.environment);
}

/** The run on show, `null` before the first. */
export function currentRun({ runs, currentId }: Pick<TrainState, 'runs' | 'currentId'>): TrainRun | null {
  return runs.find((run) => run.id === currentId) ?? null;
}

/** The run that the controls are about: the one on show, or one that trains while another is; `null` before the first. */
export function activeRun(state: Pick<TrainState, 'runs' | 'currentId'>): TrainRun | null {
  const current = currentRun(state);
  return isLive(current) ? current : (state.runs.find(isLive) ?? current);
}

/** The run drawn behind it, `null` if none or if it is the current one itself. */
export function overlayRun({
  runs,
  currentId,
  overlayId,
}: Pick<TrainState, 'runs' | 'currentId' | 'overlayId'>): TrainRun | null {
  return overlayId === currentId ? null : (runs.find((run) => run.id === overlayId) ?? null);
}

/**
 * What the next duel is between: the form's run and the one that waits beside it or lies behind the one on show, on the
 * same task with the same seeds.
 */
export function rivalNow(
  state: Pick<TrainState, 'configuration' | 'companion' | 'runs' | 'currentId' | 'overlayId'>,
): RunConfiguration {
  const { configuration, companion } = state;
  return rivalFor(configuration, companion ?? overlayRun(state)?.configuration ?? null);
}
