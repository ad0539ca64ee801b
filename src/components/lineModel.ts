import type { ReadableLine } from './lineReadings.ts';

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

export interface LinePictureModel {
  readonly lines: readonly Line[];
  /** What the vertical axis shows, with its unit. */
  readonly yLabel: string | null;
  /** Environment steps at which the run ends: the axis leads there. */
  readonly budget: number;
  /** A horizontal line worth comparing with. */
  readonly reference: { readonly value: number; readonly label: string } | null;
  /** Environment steps to read the values at; `null` when nobody points. */
  readonly cursor: number | null;
  readonly xLabel: string | null;
  /** What stands in the chart while no line has a value. */
  readonly empty?: string;
}
