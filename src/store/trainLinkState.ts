import { changedFields } from '../experiments/changedFields.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import type { TrainLink } from '../experiments/trainLink.ts';
import { nameGivenTo } from './runList.ts';
import type { TrainRun } from './trainRun.ts';
import { currentRun, overlayRun } from './trainSelection.ts';
import type { NamedSettings, TrainState } from './trainState.ts';

/** Everything of the view that is worth sending. */
export function linkStateOf(state: TrainState): TrainLink {
  const { layout, configuration, preset, companion, names, shownMember, actionPair, replayTo } = state;
  const current = currentRun(state);
  const at = replayTo ?? standsAt(current, configuration);
  const run = at === null ? null : current;
  const origin = state.origin ?? run?.origin ?? null;
  const name = wantedName(names, configuration) ?? (run && nameGivenTo(run));
  const behind = companion === null ? overlayRun(state) : null;
  const beside = companion ?? behind?.configuration ?? null;
  const overlayName = beside && (wantedName(names, beside) ?? (behind && nameGivenTo(behind)));
  const engine = current?.engine?.id;
  // What auto took here, another machine might not take.
  const exact = at !== null && engine === 'simd' ? { ...configuration, engine } : configuration;
  return {
    view: 'train',
    layout,
    configuration: exact,
    preset,
    ...(origin && { origin }),
    overlay: beside,
    ...(name !== null && { name }),
    ...(overlayName !== null && { overlayName }),
    run: false,
    at,
    member: Math.min(shownMember, configuration.seeds.length - 1),
    actionPair,
  };
}

/** The iteration at which a run of these settings stands still, or to which it replays, so that a link can lead there; `null` while none does. */
export function standsAt(run: TrainRun | null, configuration: RunConfiguration): number | null {
  if (run === null) return null;
  const replays = run.until !== null && (run.phase === 'preparing' || run.phase === 'running');
  const iteration = run.phase === 'paused' ? run.standing?.iteration : replays ? run.until : null;
  if (!iteration) return null;
  const changed = changedFields(run.configuration, configuration).filter((name) => name !== 'engine');
  return changed.length > 0 ? null : iteration;
}

/** What a link wants its runs to be called. */
export function namesIn({ configuration, name, overlay, overlayName }: TrainLink): readonly NamedSettings[] {
  return [
    ...(name === undefined ? [] : [{ configuration, name }]),
    ...(overlay === null || overlayName === undefined ? [] : [{ configuration: overlay, name: overlayName }]),
  ];
}

/** What a run of these settings is to be called, if anything. */
export function wantedName(names: readonly NamedSettings[], configuration: RunConfiguration): string | null {
  return names.find((one) => changedFields(one.configuration, configuration).length === 0)?.name ?? null;
}
