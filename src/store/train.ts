import '../experiments/trainCodec.ts';
import { dequal } from 'dequal/lite';
import { create } from 'zustand';
import * as m from '#words/runs';
import type { EngineId } from '../engines/engine.ts';
import { environmentById } from '../environments/environmentById.ts';
import { iterationsInBudget } from '../experiments/budget.ts';
import type { Recipe } from '../experiments/configuration.ts';
import { type Duel, rivalFor } from '../experiments/duel.ts';
import { RUN_FIELDS, type RunConfiguration, type RunFieldName } from '../experiments/fields.ts';
import { forkRefusal, type RunOrigin } from '../experiments/fork.ts';
import { runDifference, runName } from '../experiments/names.ts';
import {
  baseConfiguration,
  closestPreset,
  ENVIRONMENT_PRESETS,
  type PresetId,
  presetConfiguration,
} from '../experiments/presets.ts';
import type { TrainLayout, TrainLink } from '../experiments/trainLink.ts';
import { type KeptContent, newKey } from '../keeping/keptRun.ts';
import type { RunCheckpoint } from '../trainer/checkpoint.ts';
import { boundsOf } from '../trainer/specification.ts';
import type { TrainingConnection } from '../training/connection.ts';
import { takeOver } from '../training/forkBeginning.ts';
import type { SessionEvent, TrainingCommand } from '../training/protocol.ts';
import { summaryOf } from '../training/reporter.ts';
import { TroubleWatch } from '../training/troubles.ts';
import { useActivity } from './activity.ts';
import { CheckpointHistory } from './checkpointHistory.ts';
import { type Connect, connectPool, connectWorkers, type SessionConnection } from './connectWorkers.ts';
import { connectFork } from './forkConnection.ts';
import { useNotices } from './notices.ts';
import { pastIteration } from './pastIteration.ts';
import { followAddress, openingLink } from './route.ts';
import {
  freeName,
  freeVariant,
  givenName,
  listed,
  MOST_PINNED,
  MOST_RUNS,
  nameGivenTo,
  withinLimit,
} from './runList.ts';
import { forkName, type NamedOrigin, namedOrigin, originAt } from './runOrigin.ts';
import { createTrainCursor, firstIteration, useTrainCursor } from './trainCursor.ts';
import { TrainFeed } from './trainFeed.ts';
import { afterEvent, isLive, type TrainRun, troubleKinds } from './trainRun.ts';

export interface TrainStore {
  /** In a duel the run always starts beside a rival. */
  readonly layout: TrainLayout;
  /** What the form says: the next run. */
  readonly configuration: RunConfiguration;
  /** The preset it began from; with the task it decides which values count as unchanged. */
  readonly preset: PresetId | null;
  /** The iteration to which the next run is replayed, from a link; `null` for an ordinary run. */
  readonly replayTo: number | null;
  /** Where the next run begins if it goes on from another, from a link; `null`: at its beginning. */
  readonly origin: RunOrigin | null;
  /** What runs of these settings are to be called, from a link. */
  readonly names: readonly WantedName[];
  /** A second configuration, from a link, that starts beside the first when Start is pressed. */
  readonly companion: RunConfiguration | null;
  /** Runs of this visit, newest first. */
  readonly runs: readonly TrainRun[];
  /** The run on show. */
  readonly currentId: number | null;
  /** The run drawn behind it. */
  readonly overlayId: number | null;
  /** Index of the seed whose states are shown. */
  readonly shownMember: number;
  /** Two action dimensions that the ellipses show. */
  readonly actionPair: readonly [number, number];
  /** Whether runs pause where one of them goes wrong, once for each kind of trouble. */
  readonly pausesOnTrouble: boolean;
  /** Seconds of training after which the page stops a run; `null`: never. */
  readonly stopAfterSeconds: number | null;
  /** At most this many iterations a second, for watching step by step; `null`: as fast as it goes. */
  readonly iterationsPerSecond: number | null;

  /** Another task brings its own preset; seeds and engine stay. */
  choosePreset(id: PresetId): void;
  setField<Name extends RunFieldName>(name: Name, value: RunConfiguration[Name]): void;
  /** Takes a whole recipe into the form: a link's, or that of an earlier run. */
  setRecipe(recipe: Recipe): void;
  resetField(name: RunFieldName): void;
  resetAll(): void;
  showMember(index: number): void;
  showPair(pair: readonly [number, number]): void;
  setLayout(layout: TrainLayout): void;
  /** Takes two other runs into the duel, to be started; those under way are ended. */
  face(duel: Duel): void;
  /** Shows one of this visit's runs by itself, the other one behind it. */
  inspect(id: number): void;

  /** Starts what the form says, beside the companion if there is one; a run under way is ended. */
  start(): void;
  /** Starts what the form says and goes on to this iteration, where it pauses. */
  replay(iteration: number): void;
  pause(): void;
  resume(): void;
  /** One iteration, then pause; starts the run first if there is none. */
  step(): void;
  stop(): void;
  /**
   * Goes on with a run that was stopped, under its name, from its last checkpoint; with it those that were stopped at the
   * same time. Runs under way are ended. Nothing happens where {@link canGoOn} says no.
   */
  goOn(id: number): void;
  pauseOnTrouble(pauses: boolean): void;
  /** Starts a run's settings with some of them changed, the same seeds, the run itself beside it. */
  startBeside(id: number, changes: Partial<RunConfiguration>): void;
  /** Holds for the runs under way and for those to come, not for replays. */
  limitTime(seconds: number | null): void;
  /** Holds for the runs under way and for those to come. */
  limitSpeed(iterationsPerSecond: number | null): void;
  /** Starts the form's settings with seeds that no run of them has used: the next numbers. */
  startWithNewSeeds(): void;

  /**
   * Takes up runs of an earlier visit, or of a file, where they were left: the first on show, the second behind it. Runs
   * under way are ended.
   */
  takeUp(past: readonly [KeptContent, KeptContent?], paused: boolean): void;
  /** Asks a run under way for a checkpoint; it comes to its `checkpoints`. */
  askForCheckpoint(id: number): void;

  /** Draws a run behind the current one. */
  keep(id: number): void;
  /** Takes the overlay away, the waiting companion included. */
  dropOverlay(): void;
  /** Puts a run on show. */
  show(id: number): void;
  /** Calls a run otherwise; an empty name gives back its own. */
  rename(id: number, name: string): void;
  /** Whether its curves are drawn. */
  hide(id: number, hidden: boolean): void;
  /** Whether it stays in the list whatever follows; refused where as many as may be are. */
  pin(id: number, pinned: boolean): void;
  /** Takes a run out of the list. @returns puts it back where it was */
  remove(id: number): () => void;

  /**
   * Shows a past iteration of a run in all panels, and the same one of the other run on show if it has got that far;
   * one that this run has not finished: the nearest it has.
   */
  visit(id: number, iteration: number): void;
  /** Follows the runs again. */
  leave(): void;
  /**
   * Starts a run that goes on from another after an iteration that this has finished, with some settings changed; the
   * other is drawn behind it, and goes on if it is under way. Why it cannot is told, and nothing changes then.
   */
  fork(id: number, iteration: number, changes?: Partial<RunConfiguration>): Promise<void>;

  /**
   * Starts runs under names of their own without putting them on show: the form, the address and what Train shows stay as
   * they are. Runs under way are ended; earlier runs of these names leave the list. They are not paused where they meet
   * trouble, and no time limit holds for them. @returns their ids, in order
   */
  startAside(runs: readonly AsideRun[], iterationsPerSecond: number | null): readonly number[];
  /** The same for a run that goes on from another ({@link fork}). @returns its id; `null`: why not was told */
  forkAside(
    id: number,
    iteration: number,
    aside: { readonly name: string; readonly changes: Partial<RunConfiguration> },
    iterationsPerSecond: number | null,
  ): Promise<number | null>;
  /** Another speed for a run that was started so. */
  paceAside(ids: readonly number[], iterationsPerSecond: number | null): void;

  /** Everything of the view that is worth sending. */
  linkState(): TrainLink;
  /** Takes a link: the form waits on Start, or the run starts at once if the link says so. Runs of this visit stay. */
  applyLink(link: TrainLink): void;
}

interface WantedName {
  readonly configuration: RunConfiguration;
  readonly name: string;
}

/** A run that is started without being put on show. */
export interface AsideRun {
  readonly configuration: RunConfiguration;
  readonly name: string;
}

interface Beginning {
  /** Instead of the name that its settings give it. */
  readonly called?: string;
  readonly configuration: RunConfiguration;
  /** What it is told apart from. */
  readonly before: RunConfiguration | null;
  readonly paused: boolean;
  readonly until: number | null;
  /** What it goes on from: a run of an earlier visit, or another run. */
  readonly past?: KeptContent;
  readonly forked?: Forked;
}

interface Forked {
  readonly origin: NamedOrigin;
  /** `null`: the other run has to be trained again to know it. */
  readonly checkpoint: RunCheckpoint | null;
  /** That of the other run. */
  readonly engine: EngineId | null;
}

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
  const connections = new Map<number, SessionConnection>();
  /** Runs that were stopped together. */
  let stopped: readonly number[] = [];
  /** Seconds of training that a run had behind it when it was gone on with: a limit of time counts from there. */
  const secondsBefore = new Map<number, number>();
  /** Runs that were started without being put on show. */
  const aside = new Set<number>();
  let lastId = 0;

  return create<TrainStore>((set, get) => {
    const update = (id: number, change: (run: TrainRun) => TrainRun) => {
      const { runs } = get();
      const run = runs.find((one) => one.id === id);
      if (run === undefined) return;
      const next = change(run);
      if (next !== run) set({ runs: runs.map((one) => (one === run ? next : one)) });
      if (!isLive(next)) disconnect(id);
    };
    const disconnect = (id: number) => {
      connections.get(id)?.close();
      connections.delete(id);
    };
    /** A run whose worker is taken away keeps what it reached. */
    const end = (id: number) => {
      disconnect(id);
      update(id, (run) => (isLive(run) ? { ...run, phase: 'finished' } : run));
    };
    const command = (message: TrainingCommand) => {
      for (const connection of connections.values()) connection.send(message);
    };

    const runOf = (id: number) => get().runs.find((one) => one.id === id) ?? null;
    /** Where a run meets trouble of a kind that it had not met before, it stands, and with it those that race it. */
    const receive = (id: number, event: SessionEvent) => {
      const before = runOf(id);
      update(id, (one) => afterEvent(one, event));
      const after = runOf(id);
      if (before === null || after === null || before === after) return;
      const isNew = troubleKinds(after).size > troubleKinds(before).size;
      if (isNew && get().pausesOnTrouble && after.until === null && !aside.has(id))
        command({ type: 'pause' });
    };
    const stopInTime = (id: number, seconds: number) => {
      const { stopAfterSeconds, runs } = get();
      if (aside.has(id)) return;
      if (stopAfterSeconds === null || seconds - (secondsBefore.get(id) ?? 0) < stopAfterSeconds) return;
      const run = runs.find((one) => one.id === id);
      if (!run || run.until !== null || run.stoppedAfter !== null) return;
      update(id, (one) => ({ ...one, stoppedAfter: stopAfterSeconds }));
      connections.get(id)?.send({ type: 'stop' });
    };

    /** A run that reaches the iteration at which the other one on show is visited comes along. */
    const followVisit = (id: number) => {
      const { currentId, overlayId, visit } = get();
      const other = id === currentId ? overlayId : id === overlayId ? currentId : null;
      const { visits } = cursor.getState();
      const visited = other === null ? undefined : visits[other];
      if (other !== null && other !== id && visited !== undefined && visits[id] === undefined) {
        visit(other, visited.iteration);
      }
    };

    const begin = (beginning: Beginning): TrainRun => {
      const { configuration, before, paused, until, past, forked, called } = beginning;
      const id = ++lastId;
      const { actionSpace } = environmentById(configuration.environment);
      const watch = new TroubleWatch(configuration, actionSpace);
      const run: TrainRun = {
        id,
        key: past?.kept.key ?? newKey(),
        name: freeName(
          called ??
            past?.kept.name ??
            wantedName(get().names, configuration) ??
            (forked ? forkName(forked.origin) : runName(configuration)),
          get().runs,
        ),
        variant: freeVariant(configuration, get().runs),
        hidden: past?.kept.hidden ?? false,
        pinned:
          (past?.kept.pinned ?? false) && get().runs.filter(({ pinned }) => pinned).length < MOST_PINNED,
        configuration,
        origin: past?.kept.origin ?? forked?.origin ?? null,
        difference: before === null ? '' : runDifference(before, configuration),
        feed: new TrainFeed(
          configuration.seeds.length,
          boundsOf(configuration, environmentById(configuration.environment)),
        ),
        checkpoints: new CheckpointHistory(),
        phase: 'preparing',
        engine: null,
        fallbacks: [],
        diverged: past?.kept.diverged ?? [],
        watch,
        troubles: past?.rows.flatMap((row) => watch.see(row)) ?? [],
        failure: null,
        finished: null,
        stoppedAfter: null,
        until,
        standing: null,
      };
      if (past) restoreHistory(run, past);
      const beginsAt = (checkpoint: RunCheckpoint) => {
        run.checkpoints.beginning = checkpoint;
        run.feed.receive(pastIteration(run, checkpoint));
      };
      if (forked?.checkpoint) beginsAt(forked.checkpoint);
      set({ runs: [run, ...get().runs] });
      const from = past?.checkpoint ?? forked?.checkpoint ?? null;
      const engine = past?.kept.engine ?? forked?.engine ?? null;
      connectTo(run, { paused, from, engine }, (hear) =>
        forked && !forked.checkpoint
          ? connectFork({
              configuration,
              origin: forked.origin,
              connect,
              connectReplay,
              receive: hear,
              begins: beginsAt,
            })
          : connect(hear),
      );
      return run;
    };

    /** Opens the way to a run and lets it train from a checkpoint, or from its beginning. */
    const connectTo = (
      run: TrainRun,
      start: Pick<Beginning, 'paused'> & {
        readonly from: RunCheckpoint | null;
        readonly engine: EngineId | null;
      },
      open: Connect = connect,
    ) => {
      const { id, configuration, until } = run;
      const { paused, from, engine } = start;
      const known = run.feed.latest?.iteration ?? 0;
      const hear = (told: SessionEvent) => {
        const event = newsOf(told, known, runOf(id));
        if (event === null) return;
        receive(id, event);
        if (event.type === 'iteration') followVisit(id);
        if (event.type === 'iteration') stopInTime(id, event.seconds);
        if (event.type === 'iteration' && run.checkpoints.asks(event.iteration, performance.now())) {
          connections.get(id)?.send({ type: 'checkpoint' });
        }
      };
      const connection = open(hear);
      connections.set(id, connection);
      connection.send({
        type: 'start',
        configuration: engine ? { ...configuration, engine } : configuration,
        paused,
        densities: true,
        ...(until === null ? {} : { until }),
        ...(from && { from }),
      });
      const { iterationsPerSecond } = get();
      if (iterationsPerSecond !== null) connection.send({ type: 'limit', iterationsPerSecond });
    };

    /** Goes on with runs that were stopped, from their last checkpoints. */
    const goOn = (id: number, paused: boolean) => {
      if (!canGoOn(runOf(id))) return;
      const together = (stopped.includes(id) ? stopped : [id]).filter((one) => canGoOn(runOf(one)));
      for (const other of [...connections.keys()]) end(other);
      get().leave();
      for (const one of together) {
        const before = runOf(one)!;
        const from = withoutStops(before.checkpoints.latest!);
        const goal = before.until !== null && before.until > from.iteration ? before.until : null;
        secondsBefore.set(one, from.seconds);
        update(one, (run) => ({
          ...run,
          ...{ phase: 'preparing', finished: null, stoppedAfter: null, until: goal },
        }));
        connectTo(runOf(one)!, { paused, from, engine: before.engine?.id ?? null });
      }
      get().show(id);
    };

    /** Puts runs that have just begun on show; the oldest of too many go. */
    const putOnShow = (run: TrainRun, overlay: number | null) => {
      for (const one of get().runs) cursor.getState().leave(one);
      set({
        runs: withinLimit(get().runs, [run.id, overlay]),
        currentId: run.id,
        overlayId: overlay,
        companion: null,
        replayTo: null,
        origin: null,
        names: [],
        shownMember: Math.min(get().shownMember, run.configuration.seeds.length - 1),
      });
    };

    /** A run that goes on from another; `null`: why there is none was told. */
    const beginFork = async (
      id: number,
      iteration: number,
      changes: Partial<RunConfiguration>,
      called?: string,
    ): Promise<TrainRun | null> => {
      const base = runOf(id);
      if (base === null) return null;
      const configuration = { ...base.configuration, ...changes };
      try {
        const refusal = forkRefusal(base.configuration, iteration, configuration);
        if (refusal !== null) throw new RangeError(refusal);
        const standing = await cursor.getState().checkpointAt(base, iteration);
        const checkpoint = takeOver(standing, base.configuration, configuration);
        for (const other of [...connections.keys()]) if (other !== id) end(other);
        if (called !== undefined) makeRoom([called]);
        return begin({
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
    };

    /** Takes out of the list what new runs of these names stand for, and the oldest of those beside it where they need room. */
    const makeRoom = (names: readonly string[]) => {
      const gone = (run: TrainRun) => aside.has(run.id) && !run.pinned && !isLive(run);
      const leave = (runs: readonly TrainRun[]) => {
        for (const run of runs) get().remove(run.id);
      };
      leave(get().runs.filter((run) => gone(run) && names.includes(run.name)));
      const excess = get().runs.length + names.length - MOST_RUNS;
      if (excess > 0) leave(get().runs.filter(gone).toReversed().slice(0, excess));
    };
    const putAside = (run: TrainRun, iterationsPerSecond: number | null) => {
      aside.add(run.id);
      connections.get(run.id)?.send({ type: 'limit', iterationsPerSecond });
      const { runs, currentId, overlayId } = get();
      set({ runs: withinLimit(runs, [...aside, currentId, overlayId]) });
    };

    const launch = (configuration: RunConfiguration, paused: boolean, until: number | null = null) => {
      for (const id of [...connections.keys()]) end(id);
      const { layout, companion: waiting, currentId, overlayId } = get();
      const companion = layout === 'duel' ? rivalNow({ ...get(), configuration }) : waiting;
      const before = currentRun(get())?.configuration ?? null;
      const beside =
        companion === null ? null : begin({ configuration: companion, before: configuration, paused, until });
      const run = begin({ configuration, before, paused, until, ...forkedFrom(get().origin, configuration) });
      putOnShow(run, beside?.id ?? (overlayId === currentId ? currentId : overlayId));
    };

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

      choosePreset: (preset) => {
        const { seeds, engine } = get().configuration;
        set({ configuration: { ...presetConfiguration(preset), seeds, engine }, preset });
      },
      setField: (name, value) => {
        if (name === 'environment')
          get().choosePreset(ENVIRONMENT_PRESETS[value as RunConfiguration['environment']]);
        else set({ configuration: { ...get().configuration, [name]: value } });
      },
      setRecipe: ({ configuration, preset }) => set({ configuration, preset }),
      resetField: (name) => set({ configuration: { ...get().configuration, [name]: baseOf(get())[name] } }),
      resetAll: () => set({ configuration: { ...baseOf(get()), seeds: get().configuration.seeds } }),
      showMember: (shownMember) => set({ shownMember }),
      showPair: (actionPair) => set({ actionPair }),
      setLayout: (layout) => set({ layout }),
      face: ({ run, rival }) => {
        for (const id of [...connections.keys()]) end(id);
        const { configuration, preset } = get();
        set({
          configuration: run,
          preset: run.environment === configuration.environment ? preset : null,
          ...{ companion: rival, currentId: null, overlayId: null, replayTo: null, origin: null },
        });
      },
      inspect: (id) => {
        const { runs, currentId, overlayId } = get();
        const run = runs.find((one) => one.id === id);
        if (run === undefined) return;
        const behind = id === currentId ? overlayId : currentId;
        set({ layout: 'instrument', configuration: run.configuration, currentId: id, overlayId: behind });
      },

      start: () => launch(get().configuration, false),
      replay: (iteration) => launch(get().configuration, false, iteration),
      pause: () => command({ type: 'pause' }),
      resume: () => command({ type: 'resume' }),
      step: () => {
        const stoppedRun = runToGoOnWith(get());
        if (stoppedRun !== null) goOn(stoppedRun.id, true);
        else if (!isLive(activeRun(get()))) launch(get().configuration, true);
        command({ type: 'step' });
      },
      stop: () => {
        stopped = [...connections.keys()];
        command({ type: 'stop' });
      },
      goOn: (id) => goOn(id, false),
      pauseOnTrouble: (pausesOnTrouble) => set({ pausesOnTrouble }),
      startBeside: (id, changes) => {
        const run = get().runs.find((one) => one.id === id);
        if (run === undefined) return;
        const configuration = { ...run.configuration, ...changes };
        set({
          ...{ layout: 'instrument', configuration, preset: closestPreset(configuration) },
          ...{ companion: null, currentId: id, overlayId: id },
        });
        launch(configuration, false);
      },
      limitTime: (stopAfterSeconds) => set({ stopAfterSeconds }),
      limitSpeed: (iterationsPerSecond) => {
        set({ iterationsPerSecond });
        command({ type: 'limit', iterationsPerSecond });
      },
      startWithNewSeeds: () => {
        const { configuration } = get();
        const seeds = followingSeeds(configuration.seeds);
        set({ configuration: { ...configuration, seeds } });
        launch({ ...configuration, seeds }, false);
      },

      takeUp: ([shown, beside], paused) => {
        for (const id of [...connections.keys()]) end(id);
        const again = (past: KeptContent) => {
          const { configuration, until } = past.kept;
          const goal = until !== null && until > past.checkpoint.iteration ? until : null;
          return begin({ configuration, before: null, paused, until: goal, past });
        };
        const behind = beside === undefined ? null : again(beside).id;
        // What is on show is drawn.
        const run = again({ ...shown, kept: { ...shown.kept, hidden: false } });
        if (changedFields(get().configuration, run.configuration).length > 0) {
          set({ configuration: run.configuration, preset: closestPreset(run.configuration) });
        }
        // One alone is no duel.
        if (behind === null) set({ layout: 'instrument' });
        putOnShow(run, behind);
      },
      askForCheckpoint: (id) => connections.get(id)?.send({ type: 'checkpoint' }),

      keep: (id) => set({ overlayId: id }),
      dropOverlay: () => {
        const { overlayId, currentId } = get();
        if (overlayId !== null && overlayId !== currentId) end(overlayId);
        set({ overlayId: null, companion: null });
      },
      show: (id) => {
        const run = get().runs.find((one) => one.id === id);
        if (run === undefined) return;
        get().leave();
        const last = run.configuration.seeds.length - 1;
        set({ currentId: id, shownMember: Math.min(get().shownMember, last) });
        update(id, (one) => ({ ...one, hidden: false }));
      },
      rename: (id, name) => {
        const others = get().runs.filter((one) => one.id !== id);
        update(id, (run) => ({ ...run, name: freeName(givenName(name, run.configuration), others) }));
      },
      hide: (id, hidden) => update(id, (run) => ({ ...run, hidden })),
      pin: (id, pinned) => {
        if (pinned && get().runs.filter((run) => run.pinned).length >= MOST_PINNED) return;
        update(id, (run) => ({ ...run, pinned }));
      },
      remove: (id) => {
        end(id);
        for (const run of get().runs) if (run.id === id) cursor.getState().leave(run);
        const { runs, currentId, overlayId } = get();
        const removed = runs.find((run) => run.id === id);
        const rest = runs.filter((run) => run.id !== id);
        set({
          runs: rest,
          currentId: currentId === id ? (listed(rest)[0]?.id ?? null) : currentId,
          overlayId: overlayId === id ? null : overlayId,
        });
        return () => {
          if (removed === undefined || get().runs.includes(removed)) return;
          set({ runs: [...get().runs, removed].sort((a, b) => b.id - a.id) });
          if (currentId === id) set({ currentId });
          if (overlayId === id) set({ overlayId });
        };
      },

      visit: (id, iteration) => {
        const { currentId, overlayId, runs } = get();
        const onShow = id === currentId || id === overlayId ? [currentId, overlayId] : [id];
        for (const run of runs) {
          const last = run.feed.latest?.iteration ?? 0;
          if (last === 0) continue;
          const first = Math.max(1, firstIteration(run));
          const within = Math.min(Math.max(iteration, first), last);
          if (run.id === id || (onShow.includes(run.id) && iteration === within)) {
            cursor.getState().visit(run, within);
          } else cursor.getState().leave(run);
        }
      },
      leave: () => {
        for (const run of get().runs) cursor.getState().leave(run);
      },
      fork: async (id, iteration, changes = {}) => {
        const run = await beginFork(id, iteration, changes);
        if (run === null) return;
        const { configuration } = run;
        set({ configuration, preset: closestPreset(configuration), layout: 'instrument' });
        putOnShow(run, get().runs.some((one) => one.id === id) ? id : null);
      },

      startAside: (wanted, iterationsPerSecond) => {
        for (const id of [...connections.keys()]) end(id);
        makeRoom(wanted.map(({ name }) => name));
        return wanted.map(({ configuration, name }) => {
          const run = begin({ configuration, before: null, paused: false, until: null, called: name });
          putAside(run, iterationsPerSecond);
          return run.id;
        });
      },
      forkAside: async (id, iteration, { name, changes }, iterationsPerSecond) => {
        const run = await beginFork(id, iteration, changes, name);
        if (run !== null) putAside(run, iterationsPerSecond);
        return run?.id ?? null;
      },
      paceAside: (ids, iterationsPerSecond) => {
        for (const id of ids) connections.get(id)?.send({ type: 'limit', iterationsPerSecond });
      },

      linkState: () => {
        const { configuration, preset, companion, shownMember, actionPair, replayTo } = get();
        const at = replayTo ?? standsAt(currentRun(get()), configuration);
        const run = at === null ? null : currentRun(get());
        const origin = get().origin ?? run?.origin ?? null;
        const name = wantedName(get().names, configuration) ?? (run && nameGivenTo(run));
        const beside = companion ?? overlayRun(get())?.configuration ?? null;
        const overlayName = beside && (wantedName(get().names, beside) ?? overlayNameOf(get()));
        const engine = currentRun(get())?.engine?.id;
        // What auto took here, another machine might not take.
        const exact = at !== null && engine === 'simd' ? { ...configuration, engine } : configuration;
        return {
          view: 'train',
          layout: get().layout,
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
      },
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

/** The iteration at which a run of these settings stands still, or to which it replays, so that a link can lead there; `null` while none does. */
export function standsAt(run: TrainRun | null, configuration: RunConfiguration): number | null {
  if (run === null) return null;
  const replays = run.until !== null && (run.phase === 'preparing' || run.phase === 'running');
  const iteration = run.phase === 'paused' ? run.standing?.iteration : replays ? run.until : null;
  if (!iteration) return null;
  const changed = changedFields(run.configuration, configuration).filter((name) => name !== 'engine');
  return changed.length > 0 ? null : iteration;
}

function namesIn({ configuration, name, overlay, overlayName }: TrainLink): readonly WantedName[] {
  return [
    ...(name === undefined ? [] : [{ configuration, name }]),
    ...(overlay === null || overlayName === undefined ? [] : [{ configuration: overlay, name: overlayName }]),
  ];
}

function wantedName(names: readonly WantedName[], configuration: RunConfiguration): string | null {
  return names.find((one) => changedFields(one.configuration, configuration).length === 0)?.name ?? null;
}

/** The given name of the run that is drawn behind the one on show. */
function overlayNameOf(
  state: Pick<TrainStore, 'companion' | 'runs' | 'currentId' | 'overlayId'>,
): string | null {
  const run = state.companion === null ? overlayRun(state) : null;
  return run && nameGivenTo(run);
}

/** What a run begins with that a link says to go on from another; nothing if its settings are others by now. */
function forkedFrom(origin: RunOrigin | null, configuration: RunConfiguration): { forked?: Forked } {
  if (origin === null) return {};
  const refusal = () => forkRefusal(origin.configuration, origin.iteration, configuration);
  if (refusal() !== null) {
    useNotices.getState().post(() => m.beginsAtBeginning({ refusal: refusal()! }), 'problem');
    return {};
  }
  return { forked: { origin: namedOrigin(origin), checkpoint: null, engine: null } };
}

/** What a run looked like where it was left. */
function restoreHistory(run: TrainRun, { kept, checkpoint, beginning, rows }: KeptContent): void {
  const { feed, checkpoints } = run;
  checkpoints.beginning = beginning;
  checkpoints.receive(checkpoint);
  const before = beginning === null ? [] : [summaryOf(pastIteration(run, beginning))];
  const known = [...before, ...rows].filter(({ iteration }) => iteration < checkpoint.iteration);
  feed.restore(known, () => ({ ...pastIteration(run, checkpoint), engine: kept.engine ?? 'simd' }));
}

/** Whether a run was stopped on its way, by hand, by the clock or for another one, and what it goes on from is there. */
export function canGoOn(run: TrainRun | null): run is TrainRun {
  if (run === null || run.phase !== 'finished') return false;
  if (run.finished !== null && run.finished.reason !== 'stopped') return false;
  const reached = run.checkpoints.latest?.iteration ?? 0;
  return reached > 0 && reached < iterationsInBudget(run.configuration);
}

/** The run that pressing start again goes on with: the one on show, if it was stopped and the form still says it. */
export function runToGoOnWith(
  state: Pick<TrainStore, 'runs' | 'currentId' | 'configuration' | 'companion'>,
): TrainRun | null {
  const run = currentRun(state);
  if (!canGoOn(run) || state.companion !== null || isLive(activeRun(state))) return null;
  return changedFields(run.configuration, state.configuration).length === 0 ? run : null;
}

/** Seeds that were stopped train on. */
function withoutStops(checkpoint: RunCheckpoint): RunCheckpoint {
  const members = checkpoint.members.map((member) =>
    member.ended === 'stopped' ? { ...member, ended: null } : member,
  );
  return { ...checkpoint, members };
}

/**
 * What is new in an event of a run that has already told of so many iterations: one that goes on from a checkpoint before
 * its last iteration repeats those between. `null`: nothing.
 */
function newsOf(event: SessionEvent, known: number, run: TrainRun | null): SessionEvent | null {
  if (event.type === 'diverged') return run?.diverged.some(({ seed }) => seed === event.seed) ? null : event;
  if (event.type !== 'iteration' || known === 0) return event;
  if (event.iteration <= known) return null;
  const skipped = event.skipped?.filter(({ iteration }) => iteration > known);
  return skipped === undefined ? event : { ...event, skipped };
}

/** What counts as unchanged in the form. */
export function baseOf({
  preset,
  configuration,
}: Pick<TrainStore, 'preset' | 'configuration'>): RunConfiguration {
  return baseConfiguration(preset, configuration.environment);
}

/** The run on show, `null` before the first. */
export function currentRun({ runs, currentId }: Pick<TrainStore, 'runs' | 'currentId'>): TrainRun | null {
  return runs.find((run) => run.id === currentId) ?? null;
}

/** The run that the controls are about: the one on show, or one that trains while another is; `null` before the first. */
export function activeRun(state: Pick<TrainStore, 'runs' | 'currentId'>): TrainRun | null {
  const current = currentRun(state);
  return isLive(current) ? current : (state.runs.find(isLive) ?? current);
}

/** The run drawn behind it, `null` if none or if it is the current one itself. */
export function overlayRun({
  runs,
  currentId,
  overlayId,
}: Pick<TrainStore, 'runs' | 'currentId' | 'overlayId'>): TrainRun | null {
  return overlayId === currentId ? null : (runs.find((run) => run.id === overlayId) ?? null);
}

/**
 * What the next duel is between: the form's run and the one that waits beside it or lies behind the one on show, on the
 * same task with the same seeds.
 */
export function rivalNow(
  state: Pick<TrainStore, 'configuration' | 'companion' | 'runs' | 'currentId' | 'overlayId'>,
): RunConfiguration {
  const { configuration, companion } = state;
  return rivalFor(configuration, companion ?? overlayRun(state)?.configuration ?? null);
}

/** As many seeds, beginning after the largest: 1, 2, 3 → 4, 5, 6; from 0 again where the numbers end. */
export function followingSeeds(seeds: readonly number[]): number[] {
  const first = Math.max(...seeds) + 1;
  const from = first + seeds.length - 1 > 2_147_483_647 ? 0 : first;
  return seeds.map((_, index) => from + index);
}

/** Names of the fields in which two configurations differ, in the table's order. */
export function changedFields(a: RunConfiguration, b: RunConfiguration): RunFieldName[] {
  return RUN_FIELDS.map((field) => field.name).filter((name) => !dequal(a[name], b[name]));
}

const opening = openingLink('train');

/** The runs of the page. The form and the address follow each other; runs go on while another view is open. */
export const useTrainStore = createTrainStore(connectWorkers, opening, useTrainCursor);

useTrainStore.subscribe(({ runs }) => {
  const training = runs.some((run) => run.phase === 'preparing' || run.phase === 'running');
  if (useActivity.getState().training !== training) useActivity.setState({ training });
});

followAddress(
  'train',
  useTrainStore,
  () => useTrainStore.getState().linkState(),
  (link) => useTrainStore.getState().applyLink(link),
);

if (opening.at !== null) useTrainStore.getState().replay(opening.at);
else if (opening.run) useTrainStore.getState().start();
