import type { RunConfiguration } from '../experiments/fields.ts';
import type { TrainingConnection } from '../training/connection.ts';
import type { TrainingCommand } from '../training/protocol.ts';
import type { Connect } from './connectWorkers.ts';
import { connectFork } from './forkConnection.ts';
import { beginAt, forkedFrom, newRun, type RunBeginning } from './runBeginning.ts';
import { withinLimit } from './runList.ts';
import type { RunsUnderWay } from './runsUnderWay.ts';
import type { TrainRun } from './trainRun.ts';
import { currentRun, rivalNow } from './trainSelection.ts';
import type { TrainAccess } from './trainState.ts';

/** Begins runs and puts them on show. */
export class TrainStarts {
  readonly #access: TrainAccess;
  readonly #underWay: RunsUnderWay;
  readonly #connect: Connect;
  readonly #connectReplay: () => TrainingConnection<TrainingCommand>;
  #lastId = 0;

  /**
   * @param connect opens the way to a run
   * @param connectReplay opens the way to a run that is trained again
   */
  constructor(
    access: TrainAccess,
    underWay: RunsUnderWay,
    connect: Connect,
    connectReplay: () => TrainingConnection<TrainingCommand>,
  ) {
    this.#access = access;
    this.#underWay = underWay;
    this.#connect = connect;
    this.#connectReplay = connectReplay;
  }

  /** Puts a new run into the list and lets it train. */
  begin(beginning: RunBeginning): TrainRun {
    const { configuration, paused, past, forked } = beginning;
    const { get, set } = this.#access;
    const run = newRun(++this.#lastId, beginning, get());
    set({ runs: [run, ...get().runs] });
    const from = past?.checkpoint ?? forked?.checkpoint ?? null;
    const engine = past?.kept.engine ?? forked?.engine ?? null;
    this.#underWay.begin(run, { paused, from, engine }, (receive) =>
      forked && !forked.checkpoint
        ? connectFork({
            configuration,
            origin: forked.origin,
            connect: this.#connect,
            connectReplay: this.#connectReplay,
            receive,
            begins: (checkpoint) => beginAt(run, checkpoint),
          })
        : this.#connect(receive),
    );
    return run;
  }

  /** Puts runs that have just begun on show; the oldest of too many go. */
  putOnShow(run: TrainRun, overlay: number | null): void {
    const { get, set } = this.#access;
    get().leave();
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
  }

  /** Starts what the form says, beside its rival or companion if there is one. */
  launch(configuration: RunConfiguration, paused: boolean, until: number | null = null): void {
    const { get } = this.#access;
    this.#underWay.endAllBut(null);
    const { layout, companion: waiting, currentId, overlayId } = get();
    const companion = layout === 'duel' ? rivalNow({ ...get(), configuration }) : waiting;
    const before = currentRun(get())?.configuration ?? null;
    const beside =
      companion === null
        ? null
        : this.begin({ configuration: companion, before: configuration, paused, until });
    const forked = forkedFrom(get().origin, configuration);
    const run = this.begin({ configuration, before, paused, until, ...forked });
    this.putOnShow(run, beside?.id ?? (overlayId === currentId ? currentId : overlayId));
  }
}
