import { create } from 'zustand';
import { changedFields } from '../experiments/changedFields.ts';
import { closestPreset } from '../experiments/presets.ts';
import type { TrainLink } from '../experiments/trainLink.ts';
import type { TrainingConnection } from '../training/connection.ts';
import type { TrainingCommand } from '../training/protocol.ts';
import { type Connect, connectPool } from './connectWorkers.ts';
import { RunsUnderWay } from './runsUnderWay.ts';
import { asideActions } from './trainAside.ts';
import { controlActions } from './trainControls.ts';
import { createTrainCursor } from './trainCursor.ts';
import { beginFork } from './trainForks.ts';
import { formActions } from './trainForm.ts';
import { linkStateOf, namesIn } from './trainLinkState.ts';
import { listActions } from './trainList.ts';
import { overlayRun } from './trainSelection.ts';
import { TrainStarts } from './trainStarts.ts';
import type { TrainStore } from './trainState.ts';
import { followVisit, visitActions } from './trainVisits.ts';

/**
 * @param connect opens the way to a run
 * @param opened the link with which the view opens
 * @param cursor where in its past each run is looked at
 * @param connectReplay opens the way to a run that is trained again
 */
export function createTrainStore(
  connect: Connect,
  opened: TrainLink,
  cursor = createTrainCursor(connectPool),
  connectReplay: () => TrainingConnection<TrainingCommand> = connectPool,
) {
  return create<TrainStore>((set, get) => {
    const access = { get, set };
    const underWay = new RunsUnderWay(access, connect, (id) => followVisit(id, access, cursor.getState()));
    const starts = new TrainStarts(access, underWay, connect, connectReplay);

    return {
      layout: opened.layout,
      configuration: opened.configuration,
      preset: opened.preset,
      companion: opened.overlay,
      replayTo: opened.at,
      origin: opened.origin ?? null,
      names: namesIn(opened),
      runs: [],
      currentId: null,
      overlayId: null,
      shownMember: opened.member,
      actionPair: opened.actionPair,
      iterationsPerSecond: null,
      stopAfterSeconds: null,
      pausesOnTrouble: true,

      ...formActions(access),
      ...controlActions(access, underWay, starts),
      ...asideActions(access, underWay, starts, cursor.getState()),
      ...listActions(access, underWay, cursor.getState()),
      ...visitActions(access, cursor.getState()),

      showMember: (shownMember) => set({ shownMember }),
      showPair: (actionPair) => set({ actionPair }),
      setLayout: (layout) => set({ layout }),
      face: ({ run, rival }) => {
        underWay.endAllBut(null);
        const { configuration, preset } = get();
        set({
          configuration: run,
          preset: run.environment === configuration.environment ? preset : null,
          ...{ companion: rival, currentId: null, overlayId: null, replayTo: null, origin: null },
        });
      },
      fork: async (id, iteration, changes = {}) => {
        const run = await beginFork({ id, iteration, changes }, underWay, starts, cursor.getState());
        if (run === null) return;
        const { configuration } = run;
        set({ configuration, preset: closestPreset(configuration), layout: 'instrument' });
        starts.putOnShow(run, underWay.run(id)?.id ?? null);
      },

      pauseOnTrouble: (pausesOnTrouble) => set({ pausesOnTrouble }),
      limitTime: (stopAfterSeconds) => set({ stopAfterSeconds }),
      limitSpeed: (iterationsPerSecond) => {
        set({ iterationsPerSecond });
        underWay.sendAll({ type: 'limit', iterationsPerSecond });
      },
      askForCheckpoint: (id) => underWay.send(id, { type: 'checkpoint' }),

      linkState: () => linkStateOf(get()),
      applyLink: (link) => {
        const { layout, configuration, preset, origin = null, overlay, member, actionPair, run, at } = link;
        const shown = overlayRun(get());
        const known =
          overlay !== null && shown !== null && changedFields(shown.configuration, overlay).length === 0;
        if (overlay === null || !known) get().dropOverlay();
        set({
          layout,
          configuration,
          preset,
          companion: known ? null : overlay,
          shownMember: member,
          actionPair,
        });
        set({ replayTo: at, origin, names: namesIn(link) });
        if (at !== null) get().replay(at);
        else if (run) get().start();
      },
    };
  });
}
