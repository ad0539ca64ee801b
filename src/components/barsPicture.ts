import { formatShare } from './axisTicks.ts';
import { canvasFont, drawSegment, haloText } from './canvasMarks.ts';
import type { Palette } from './palette.ts';
import { PROBE_BAND, type ProbePolicies, REGION_DASH } from './probePicture.ts';

/** A policy over discrete actions: a probability for each. */
export type Probabilities = ArrayLike<number>;

export interface BarsPicture {
  /** As drawn: magnified already. */
  readonly policies: ProbePolicies<Probabilities>;
  /** Whose numbers are written: the acting policy as it is. */
  readonly acting: Probabilities;
  /** What each probability may become within the bound, as drawn: its least and its largest; `null` without a layer. */
  readonly ranges: readonly (readonly [low: number, high: number])[] | null;
  /** What each action does. */
  readonly labels: readonly string[];
}

/** More actions than this stand side by side as columns, without their numbers. */
const MOST_ROWS = 4;
const MARGIN = 7;
const NAME = 15;
/** Columns whose actions are named: the likeliest of them. */
const NAMED = 5;

const ROW = 38;
const LEAST = 132;

/** Height that a picture of so many actions needs, pixels. */
export function barsHeight(actions: number): number {
  return actions > MOST_ROWS ? LEAST : Math.max(LEAST, PROBE_BAND + 4 + actions * ROW);
}

/** Probabilities over discrete actions: a group of bars for each, the old policy's, the proposed and the projected one's. */
export function drawBarsPicture(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  picture: BarsPicture,
  palette: Palette,
): void {
  const draw = picture.labels.length <= MOST_ROWS ? drawRows : drawColumns;
  draw(context, width, height, picture, palette);
}

/** The bars of an action from the old policy's to what acts, each with its colour. */
function barsOf({ old, proposed, projected }: ProbePolicies<Probabilities>, palette: Palette) {
  return [
    { policy: old, colour: palette.old },
    { policy: proposed, colour: palette.proposed },
    ...(projected === null ? [] : [{ policy: projected, colour: palette.projected }]),
  ];
}

/** Bars to the right, one action under the other with its name and the probability with which it is taken. */
function drawRows(
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
    const range = ranges?.[action];
    if (range === undefined) continue;
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

/** Columns beside one another up to the largest probability, the likeliest actions named. */
function drawColumns(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  { policies, acting, ranges, labels }: BarsPicture,
  palette: Palette,
): void {
  const bars = barsOf(policies, palette);
  const base = height - NAME - 4;
  const top = PROBE_BAND + 4;
  const most = Math.max(...bars.flatMap(({ policy }) => Array.from(policy)), 1e-9);
  const room = (width - 2 * MARGIN) / labels.length;
  const thick = Math.max(1, (room - 1) / bars.length);
  const y = (probability: number) => base - (Math.min(1, probability / most) || 0) * (base - top);
  for (let action = 0; action < labels.length; action++) {
    const left = MARGIN + action * room;
    for (const [index, { policy, colour }] of bars.entries()) {
      context.fillStyle = colour;
      const at = y(policy[action]!);
      context.fillRect(left + index * thick, at, thick, base - at);
    }
    const range = ranges?.[action];
    if (range === undefined) continue;
    context.strokeStyle = palette.old;
    context.lineWidth = 1;
    context.setLineDash(REGION_DASH);
    const end = left + bars.length * thick;
    for (const edge of range) if (edge <= most) drawSegment(context, left, y(edge), end, y(edge));
    context.setLineDash([]);
  }
  context.strokeStyle = palette.rule;
  context.lineWidth = 1;
  drawSegment(context, 0, base + 0.5, width, base + 0.5);
  context.font = canvasFont(400, 12);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = palette.quietInk;
  const likeliest = labels.map((_, action) => action).sort((a, b) => acting[b]! - acting[a]!);
  let taken: readonly (readonly [number, number])[] = [];
  for (const action of likeliest.slice(0, NAMED)) {
    const label = shortened(context, labels[action]!, Math.max(room, width / NAMED));
    const half = context.measureText(label).width / 2;
    const middle = MARGIN + (action + 0.5) * room;
    const at = Math.max(half + 1, Math.min(width - half - 1, middle));
    if (taken.some(([from, to]) => at + half > from && at - half < to)) continue;
    taken = [...taken, [at - half - 3, at + half + 3]];
    context.fillText(label, at, height - NAME / 2 - 1);
  }
}

/** As many of the letters as there is room for. */
function shortened(context: CanvasRenderingContext2D, text: string, room: number): string {
  if (context.measureText(text).width <= room) return text;
  const letters = [...text];
  while (letters.length > 1 && context.measureText(`${letters.join('')}…`).width > room) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}
