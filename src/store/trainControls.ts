import { changedFields } from '../experiments/changedFields.ts';
import { followingSeeds } from '../experiments/followingSeeds.ts';
import { closestPreset } from '../experiments/presets.ts';
import type { KeptContent } from '../keeping/keptRun.ts';
import { canGoOn, goalAhead, runToGoOnWith } from './goingOn.ts';
import type { RunsUnderWay } from './runsUnderWay.ts';
import { isLive } from './trainRun.ts';
import { activeRun } from './trainSelection.ts';
import type { TrainStarts } from './trainStarts.ts';
import type { TrainAccess, TrainStore } from './trainState.ts';

type ControlActions = Pick<
  TrainStore,
  | 'start'
  | 'replay'
  | 'pause'
  | 'resume'
  | 'step'
  | 'stop'
  | 'goOn'
  | 'revive'
  | 'startBeside'
  | 'startWithNewSeeds'
  | 'takeUp'
>;

/** What begins runs, holds them and ends them. */
export function controlActions(
  { get, set }: TrainAccess,
  underWay: RunsUnderWay,
  starts: TrainStarts,
): ControlActions {
  /** Runs that were stopped together. */
  let stopped: readonly number[] = [];
  /** Goes on with runs that were stopped, from their last checkpoints. */
  const goOn = (id: number, paused: boolean) => {
    if (!canGoOn(underWay.run(id))) return;
    const together = (stopped.includes(id) ? stopped : [id]).filter((one) => canGoOn(underWay.run(one)));
    underWay.endAllBut(null);
    get().leave();
    for (const one of together) underWay.goOn(one, paused);
    get().show(id);
  };
  return {
    start: () => starts.launch(get().configuration, false),
    replay: (iteration) => starts.launch(get().configuration, false, iteration),
    pause: () => underWay.sendAll({ type: 'pause' }),
    resume: () => underWay.sendAll({ type: 'resume' }),
    step: () => {
      const stoppedRun = runToGoOnWith(get());
      if (stoppedRun !== null) goOn(stoppedRun.id, true);
      else if (!isLive(activeRun(get()))) starts.launch(get().configuration, true);
      underWay.sendAll({ type: 'step' });
    },
    stop: () => {
      stopped = underWay.ids;
      underWay.sendAll({ type: 'stop' });
    },
    goOn: (id) => goOn(id, false),
    revive: (id) => {
      stopped = [...new Set([id, ...underWay.ids])];
      underWay.endAllBut(null);
      if (canGoOn(underWay.run(id))) goOn(id, false);
      else get().start();
    },
    startBeside: (id, changes) => {
      const run = underWay.run(id);
      if (run === null) return;
      const configuration = { ...run.configuration, ...changes };
      set({
        ...{ layout: 'instrument', configuration, preset: closestPreset(configuration) },
        ...{ companion: null, currentId: id, overlayId: id },
      });
      starts.launch(configuration, false);
    },
    startWithNewSeeds: () => {
      const configuration = { ...get().configuration, seeds: followingSeeds(get().configuration.seeds) };
      set({ configuration });
      starts.launch(configuration, false);
    },
    takeUp: ([shown, beside], paused) => {
      underWay.endAllBut(null);
      const again = (past: KeptContent) => {
        const { configuration } = past.kept;
        const until = goalAhead(past.kept.until, past.checkpoint.iteration);
        return starts.begin({ configuration, before: null, paused, until, past });
      };
      const behind = beside === undefined ? null : again(beside).id;
      // What is on show is drawn.
      const run = again({ ...shown, kept: { ...shown.kept, hidden: false } });
      if (changedFields(get().configuration, run.configuration).length > 0) {
        set({ configuration: run.configuration, preset: closestPreset(run.configuration) });
      }
      // One alone is no duel.
      if (behind === null) set({ layout: 'instrument' });
      starts.putOnShow(run, behind);
    },
  };
}
