import type { ReadableLine } from './lineReadings.ts';
import type { ValueKind } from './valueAxis.ts';

/** One run on the chart. Several columns are its seeds: each drawn faintly, their mean strong, their range shaded. */
export interface Line extends ReadableLine {
  /** The label stands at the line's end; room for it is kept either way, so that charts one above the other line up. */
  readonly labelled: boolean;
  readonly colour: string;
  /** The colour's twin for text. */
  readonly ink: string;
  /** Canvas dash pattern; empty is solid. */
  readonly dash: readonly number[];
}

/** A horizontal line worth comparing with. */
export interface Reference {
  readonly value: number;
  readonly label: string;
  /** What the chart is about: drawn as strongly as the lines. */
  readonly strong?: boolean;
}

/** Where something happened to a line: a stroke across the chart with a few words. */
export interface Mark {
  readonly steps: number;
  readonly label: string;
}

export interface LinePictureModel {
  readonly lines: readonly Line[];
  /** What the vertical axis shows, with its unit. */
  readonly yLabel: string | null;
  /** Environment steps at which the run ends: the axis leads there. */
  readonly budget: number;
  /** What the values are; left out: numbers on a linear axis. */
  readonly kind?: ValueKind;
  readonly reference: Reference | null;
  /** Environment steps to read the values at; `null` when nobody points. */
  readonly cursor: number | null;
  /** Whether a box beside the cursor says the values: in one of several charts that share it. */
  readonly boxed?: boolean;
  /** Environment steps after which the past is on show; `null` or left out: it is the newest. */
  readonly past?: number | null;
  readonly xLabel: string | null;
  /** Names in charts above and below: the room at the right is the same in all of them. Left out: only its own. */
  readonly names?: readonly string[];
  /** In the order of their steps. */
  readonly marks?: readonly Mark[];
  /** What stands in the chart while no line has a value. */
  readonly empty?: string;
}
