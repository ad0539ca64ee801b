import { formatShare } from './axisTicks.ts';
import { canvasFont, haloText } from './canvasMarks.ts';
import type { Palette } from './palette.ts';
import { PROBE_BAND, type ProbePolicies, REGION_DASH } from './probePicture.ts';

/** A policy over discrete actions: a probability for each. */
export type Probabilities = ArrayLike<number>;

export interface BarsPicture {
  /** As drawn: magnified already. */
  readonly policies: ProbePolicies<Probabilities>;
  /** Whose numbers are written: the acting policy as it is. */
  readonly acting: Probabilities;
  /** What a probability may become within the bound, as drawn: its least and its largest; `null` where it is not known. */
  readonly ranges: readonly (readonly [low: number, high: number] | null)[];
  /** What each action does. */
  readonly labels: readonly string[];
}

/** Rows that a picture has room for. */
export const MOST_ROWS = 4;
const MARGIN = 7;
const NAME = 15;
const ROW = 38;
const LEAST = 132;

/** Height that a picture of so many rows needs, pixels. */
export function barsHeight(rows: number): number {
  return Math.max(LEAST, PROBE_BAND + 4 + rows * ROW);
}

/** The bars of an action from the old policy's to what acts, each with its colour. */
function barsOf({ old, proposed, projected }: ProbePolicies<Probabilities>, palette: Palette) {
  return [
    { policy: old, colour: palette.old },
    { policy: proposed, colour: palette.proposed },
    ...(projected === null ? [] : [{ policy: projected, colour: palette.projected }]),
  ];
}

/**
 * Probabilities over a few discrete actions, one under the other, each with its name and how often it is taken: bars of the old
 * policy, of the proposed and of the projected one, and how far the bound lets them go.
 */
export function drawBarsPicture(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  { policies, acting, ranges, labels }: BarsPicture,
  palette: Palette,
): void {
  const bars = barsOf(policies, palette);
  const room = (height - PROBE_BAND - 4) / labels.length;
  const thick = Math.max(2, Math.min(9, (room - NAME - 5) / bars.length - 1));
  const x = (probability: number) => MARGIN + probability * (width - 2 * MARGIN);
  for (const [action, label] of labels.entries()) {
    const top = PROBE_BAND + action * room;
    const first = top + NAME;
    context.font = canvasFont(400, 12);
    context.textBaseline = 'middle';
    context.textAlign = 'right';
    const number = formatShare(acting[action]!);
    const numberWidth = context.measureText(number).width;
    haloText(context, number, width - MARGIN, top + NAME / 2, palette.proposedInk, palette.panel);
    context.textAlign = 'left';
    const name = shortened(context, label, width - 2 * MARGIN - numberWidth - 6);
    haloText(context, name, MARGIN, top + NAME / 2, palette.quietInk, palette.panel);
    context.fillStyle = palette.sunken;
    context.fillRect(x(0), first, x(1) - x(0), bars.length * (thick + 1) - 1);
    for (const [index, { policy, colour }] of bars.entries()) {
      context.fillStyle = colour;
      context.fillRect(x(0), first + index * (thick + 1), Math.max(1, x(policy[action]!) - x(0)), thick);
    }
    const range = ranges[action] ?? null;
    if (range === null) continue;
    const [left, right] = [x(range[0]), x(range[1])];
    const below = first + bars.length * (thick + 1) + 1.5;
    context.strokeStyle = palette.old;
    context.lineWidth = 1.5;
    context.setLineDash(REGION_DASH);
    context.beginPath();
    context.moveTo(left, below - 3);
    context.lineTo(left, below);
    context.lineTo(right, below);
    context.lineTo(right, below - 3);
    context.stroke();
    context.setLineDash([]);
  }
}

/** As many of the letters as there is room for. */
function shortened(context: CanvasRenderingContext2D, text: string, room: number): string {
  if (context.measureText(text).width <= room) return text;
  const letters = [...text];
  while (letters.length > 1 && context.measureText(`${letters.join('')}…`).width > room) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}
