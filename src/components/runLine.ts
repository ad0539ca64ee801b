import type { Palette } from './palette.ts';
import { type RunMethod, runLook } from './runMethod.ts';

/** How one run among several is drawn: colours as the scheme has them now. */
export interface RunLine {
  readonly colour: string;
  /** Its twin for text. */
  readonly ink: string;
  /** Lengths of dashes and gaps in pixels; none: solid. */
  readonly dash: readonly number[];
}

/** Dashes of the second run of a method, the third…; no two of them look alike, nor like a method's own. */
const DASHES: readonly (readonly number[])[] = [
  [2, 3],
  [14, 3],
  [1, 6],
  [8, 8],
  [16, 3, 2, 3, 2, 3],
  [4, 6],
  [20, 6],
];
/** How much of the ink is in the colour of one variant and of the next. */
const SHADES = [0.4, 0.65, 0.2];

/**
 * The line of a run: its method's colour and dash, of further runs of the method darker or lighter (towards the ink, so
 * that contrast only grows) and dashed otherwise, so that they are told apart without colour as well.
 * @param variant 0 for the first run of its method
 */
export function runLine(
  { configuration, variant }: { readonly configuration: RunMethod; readonly variant: number },
  palette: Pick<Palette, 'colourOf' | 'ink'>,
): RunLine {
  const { colour, ink, dash } = runLook(configuration);
  if (variant === 0) return { colour: palette.colourOf(colour), ink: palette.colourOf(ink), dash };
  const share = Math.round(100 * SHADES[(variant - 1) % SHADES.length]!);
  const mixed = (property: `--${string}`) =>
    `color-mix(in srgb, ${palette.ink} ${share}%, ${palette.colourOf(property)})`;
  return { colour: mixed(colour), ink: mixed(ink), dash: DASHES[(variant - 1) % DASHES.length]! };
}
