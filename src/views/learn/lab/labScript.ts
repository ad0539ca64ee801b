import type { LabConfiguration, LabGaussian } from '../../../experiments/lab.ts';
import type { ChapterId } from '../../../experiments/learn.ts';
import type { LookId } from '../../../experiments/looks.ts';
import type { Evaluation } from '../../lab/evaluate.ts';
import type { Point } from '../../lab/labGeometry.ts';
import type { PlaneNames, PlanePart } from '../../lab/planeParts.ts';
import type { Step } from '../chapter.ts';

/** What the figure shows, as sentences, tasks and answers read it. */
export interface LabReading {
  readonly lab: LabConfiguration;
  /** Of the chosen projection. */
  readonly evaluation: Evaluation;
}

/** Controls that can stand under a step. */
export type FigureControl = 'projection' | 'mean-bound' | 'covariance-bound' | 'scaled' | 'floor';
/** Numbers that can stand under the plane. */
export type FigureReadOut = 'mean' | 'covariance' | 'entropy';

/** Something to be predicted before it is shown. */
export type Prediction = PlacePrediction | ChoicePrediction;

/** Where will the projected policy be? It is hidden until the reader has placed a policy where they think it is. */
export interface PlacePrediction {
  readonly kind: 'place';
  /** Where the reader's policy waits. */
  readonly start: LabGaussian;
}

/** Which of a few answers is right? Their words are in the chapter's prose, by id. */
export interface ChoicePrediction {
  readonly kind: 'choice';
  readonly options: readonly string[];
  /** The right one, read from the figure. */
  readonly answer: (reading: LabReading) => string;
  /** What would give the answer away. */
  readonly hides?: readonly PlanePart[];
}

/** A step whose figure is a Lab. */
export interface LabStep<Id extends string = string> extends Step<Id> {
  /** What the figure is set to when the step comes; left out: it stays as it is. */
  readonly lab?: LabConfiguration;
  readonly hides?: readonly PlanePart[];
  /** A place that the text speaks of: it stays in sight. */
  readonly sees?: Point;
  /** Nothing can be dragged here. */
  readonly locked?: boolean;
  readonly controls?: readonly FigureControl[];
  readonly readOuts?: readonly FigureReadOut[];
  /** Closer looks that are on. */
  readonly looks?: readonly LookId[];
  readonly prediction?: Prediction;
  /** Whether the chapter's one thing is done. */
  readonly task?: (reading: LabReading) => boolean;
}

/** A chapter beside a Lab, without its words. */
export interface LabScript<Id extends string = string> {
  readonly id: ChapterId;
  /** Other names for the policies, where `old` and `proposed` say too much. */
  readonly names?: () => PlaneNames;
  readonly steps: readonly [LabStep<Id> & { readonly lab: LabConfiguration }, ...LabStep<Id>[]];
}

/** What a chapter's own part under the plane is given. */
export interface PanelPartProps<Id extends string = string> {
  readonly step: Id;
  /** The prediction of this step is still to be made: nothing may give it away. */
  readonly waits: boolean;
}
