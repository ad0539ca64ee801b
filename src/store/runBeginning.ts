import * as m from '#words/runs';
import type { EngineId } from '../engines/engine.ts';
import { environmentById } from '../environments/environmentById.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import { forkRefusal, type RunOrigin } from '../experiments/fork.ts';
import { runDifference, runName } from '../experiments/names.ts';
import { type KeptContent, newKey } from '../keeping/keptRun.ts';
import type { RunCheckpoint } from '../trainer/checkpoint.ts';
import { boundsOf } from '../trainer/specification.ts';
import { summaryOf } from '../training/reporter.ts';
import { TroubleWatch } from '../training/troubles.ts';
import { CheckpointHistory } from './checkpointHistory.ts';
import { ENGINE_NAMES } from './engineNames.ts';
import { useNotices } from './notices.ts';
import { pastIteration } from './pastIteration.ts';
import { freeName, freeVariant, MOST_PINNED } from './runList.ts';
import { forkName, type NamedOrigin, namedOrigin } from './runOrigin.ts';
import { TrainFeed } from './trainFeed.ts';
import { wantedName } from './trainLinkState.ts';
import type { TrainRun } from './trainRun.ts';
import type { TrainState } from './trainState.ts';

/** With what a run begins. */
export interface RunBeginning {
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

/** A run before its session has told anything, beside those that there are. */
export function newRun(
  id: number,
  { called, configuration, before, until, past, forked }: RunBeginning,
  { runs, names }: Pick<TrainState, 'runs' | 'names'>,
): TrainRun {
  const environment = environmentById(configuration.environment);
  const watch = new TroubleWatch(configuration, environment.actionSpace);
  const wanted =
    called ??
    past?.kept.name ??
    wantedName(names, configuration) ??
    (forked ? forkName(forked.origin) : runName(configuration));
  const run: TrainRun = {
    id,
    key: past?.kept.key ?? newKey(),
    name: freeName(wanted, runs),
    variant: freeVariant(configuration, runs),
    hidden: past?.kept.hidden ?? false,
    pinned: (past?.kept.pinned ?? false) && runs.filter(({ pinned }) => pinned).length < MOST_PINNED,
    configuration,
    origin: past?.kept.origin ?? forked?.origin ?? null,
    difference: before === null ? '' : runDifference(before, configuration),
    feed: new TrainFeed(configuration.seeds.length, boundsOf(configuration, environment)),
    checkpoints: new CheckpointHistory(),
    phase: 'preparing',
    engine: past?.kept.engine ? engineBefore(past.kept.engine) : null,
    fallbacks: [],
    diverged: past?.kept.diverged ?? [],
    watch,
    troubles: past?.rows.flatMap((row) => watch.see(row)) ?? [],
    failure: null,
    silent: false,
    finished: null,
    stoppedAfter: null,
    until,
    standing: null,
  };
  if (past) restoreHistory(run, past);
  if (forked?.checkpoint) beginAt(run, forked.checkpoint);
  return run;
}

/** The engine that trained a run in an earlier visit or elsewhere: one that is over opens none here. */
function engineBefore(id: EngineId): NonNullable<TrainRun['engine']> {
  return { id, description: ENGINE_NAMES[id], reason: m.trainedBefore(), trials: [] };
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

/** A run that goes on from another shows at first where that was left. */
export function beginAt(run: TrainRun, checkpoint: RunCheckpoint): void {
  run.checkpoints.beginning = checkpoint;
  run.feed.receive(pastIteration(run, checkpoint));
}

/** What a run begins with that a link says to go on from another; nothing if its settings are others by now. */
export function forkedFrom(origin: RunOrigin | null, configuration: RunConfiguration): { forked?: Forked } {
  if (origin === null) return {};
  const refusal = () => forkRefusal(origin.configuration, origin.iteration, configuration);
  if (refusal() !== null) {
    useNotices.getState().post(() => m.beginsAtBeginning({ refusal: refusal()! }), 'problem');
    return {};
  }
  return { forked: { origin: namedOrigin(origin), checkpoint: null, engine: null } };
}
