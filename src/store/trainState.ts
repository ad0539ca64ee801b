import type { Recipe } from '../experiments/configuration.ts';
import type { Duel } from '../experiments/duel.ts';
import type { RunConfiguration, RunFieldName } from '../experiments/fields.ts';
import type { RunOrigin } from '../experiments/fork.ts';
import type { PresetId } from '../experiments/presets.ts';
import type { TrainLayout, TrainLink } from '../experiments/trainLink.ts';
import type { KeptContent } from '../keeping/keptRun.ts';
import type { TrainRun } from './trainRun.ts';

/** What Train is about to start, what it has started, and what of that is on show. */
export interface TrainState {
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
  readonly names: readonly NamedSettings[];
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
}

/** The same with what can be done. */
export interface TrainStore extends TrainState {
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
   * same time. Runs under way are ended. Nothing happens where `canGoOn` says no.
   */
  goOn(id: number): void;
  /**
   * Goes on with a run whose worker broke or does not answer, and with those that ran beside it, in new workers from their
   * last checkpoints; starts what the form says where there is none.
   */
  revive(id: number): void;
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
  startAside(runs: readonly NamedSettings[], iterationsPerSecond: number | null): readonly number[];
  /** The same for a run that goes on from another (`fork`). @returns its id; `null`: why not was told */
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

/** Settings of a run, and what it is called. */
export interface NamedSettings {
  readonly configuration: RunConfiguration;
  readonly name: string;
}

/** How the parts of the store read and write it. */
export interface TrainAccess {
  readonly get: () => TrainStore;
  readonly set: (part: Partial<TrainState>) => void;
}
