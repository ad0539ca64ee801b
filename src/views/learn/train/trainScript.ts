import type { RunConfiguration } from '../../../experiments/fields.ts';
import type { ChapterId } from '../../../experiments/learn.ts';
import type { TrainRun } from '../../../store/trainRun.ts';
import type { Step } from '../chapter.ts';

/** A run that a chapter trains, by the name it has in the chapter. */
export interface Side<SideId extends string = string> {
  readonly id: SideId;
  readonly configuration: RunConfiguration;
}

/** Runs that begin together. */
export interface Stage<SideId extends string = string> {
  readonly id: string;
  readonly sides: readonly Side<SideId>[];
}

/** What the runs of a chapter have come to; `null` for one that has not begun. */
export type TrainReading<SideId extends string = string> = Readonly<Record<SideId, TrainRun | null>>;

/** What a figure draws, from top to bottom. */
export type FigurePart = 'agents' | 'return' | 'entropy' | 'beyond' | 'furthest' | 'map';

/** Something to be predicted before the runs show it. */
export interface TrainPrediction<SideId extends string = string> {
  readonly options: readonly string[];
  /** The right one, read from the runs; `null` until they tell. */
  readonly answer: (runs: TrainReading<SideId>) => string | null;
}

/** A step whose figure is Train. */
export interface TrainStep<Id extends string = string, SideId extends string = string> extends Step<Id> {
  /** Whose runs are shown; left out: those of the step before. */
  readonly stage?: string;
  readonly parts: readonly FigurePart[];
  /** Of these, what a phone has room for; left out: the agents and the first chart. */
  readonly phone?: readonly FigurePart[];
  /** Whose map is shown first. */
  readonly map?: SideId;
  readonly prediction?: TrainPrediction<SideId>;
}

/** A chapter beside Train, without its words. */
export interface TrainScript<Id extends string = string, SideId extends string = string> {
  readonly id: ChapterId;
  readonly stages: readonly Stage<SideId>[];
  readonly steps: readonly [TrainStep<Id, SideId> & { readonly stage: string }, ...TrainStep<Id, SideId>[]];
  /** The pace with which the chapter opens. */
  readonly pace: 'watch' | 'full';
}
