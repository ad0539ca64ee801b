import * as m from '#words/charts';
import { formatCount } from './axisTicks.ts';
import { canvasFont, drawDot, drawSegment, haloText } from './canvasMarks.ts';
import { drawnRows } from './drawnRows.ts';
import { spreadLabels } from './labelLayout.ts';
import {
  drawAxes,
  drawMarks,
  drawReference,
  knownValues,
  LABEL_GAP,
  type LineLayout,
  layOutLines,
  NARROW,
} from './lineAxes.ts';
import type { Line, LinePictureModel } from './lineModel.ts';
import { nearestKnownRow, readLines, rowStatistics } from './lineReadings.ts';
import type { Palette } from './palette.ts';

const LINE_HEIGHT = 18;
const KEY_WIDTH = 20;
/** More names would cover the curves. */
const MOST_IN_KEY = 3;
/** Where a line ends, and whether that is its only point. */
interface LineEnd {
  readonly x: number;
  readonly y: number;
  readonly alone: boolean;
}

/** Draws the chart and returns where its axes lie. */
export function drawLinePicture(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  model: LinePictureModel,
  palette: Palette,
): LineLayout {
  const { lines, reference } = model;
  context.font = canvasFont();
  context.textBaseline = 'middle';
  const known = knownValues(lines);
  const layout = layOutLines(context, width, height, model, known);
  drawAxes(context, layout, model, palette);
  if (reference) drawReference(context, layout, reference, palette);
  if (model.past != null) drawPast(context, layout, model.past, palette);
  if (model.marks) drawMarks(context, layout, model.marks, palette);
  if (known.length === 0 && model.empty !== undefined) {
    const { left, right, top, bottom } = layout;
    context.textAlign = 'center';
    const at = top + 0.7 * (bottom - top);
    haloText(context, model.empty, (left + right) / 2, at, palette.quietInk, palette.panel);
  }
  const ends: (LineEnd & { readonly line: Line })[] = [];
  for (const line of lines) {
    const end = drawLine(context, line, layout.px, layout.py);
    if (end?.alone) drawDot(context, end.x, end.y, 3, line.colour, palette.panel);
    if (end && line.labelled) ends.push({ ...end, line });
  }
  for (const { x, y, line } of ends) {
    drawDot(context, x, y, line.background ? 2 : 3, line.colour, palette.panel);
  }
  context.font = canvasFont(500);
  if (width > NARROW) drawNamesAtEnds(context, layout, ends, palette);
  else if (ends.length > 1) drawKey(context, layout, inKey(ends), palette);
  context.font = canvasFont();
  if (model.cursor !== null) drawCursor(context, layout, model, model.cursor, palette);
  return layout;
}

function drawLine(
  context: CanvasRenderingContext2D,
  { series, colour, dash, quiet, background }: Line,
  px: (value: number) => number,
  py: (value: number) => number,
): LineEnd | null {
  const rows = drawnRows(series, px);
  const last = rows.at(-1);
  if (!last) return null;

  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineJoin = 'round';
  if (series.width > 1 && !quiet && !background) {
    context.globalAlpha = 0.14;
    context.beginPath();
    for (const { x, high } of rows) context.lineTo(x, py(high));
    for (const { x, low } of rows.toReversed()) context.lineTo(x, py(low));
    context.fill();
    context.globalAlpha = 0.35;
    context.lineWidth = 1;
    for (let c = 0; c < series.width; c++) {
      context.beginPath();
      for (const { x, columns } of rows) {
        if (Number.isFinite(columns[c])) context.lineTo(x, py(columns[c]!));
      }
      context.stroke();
    }
    context.globalAlpha = 1;
  }
  context.lineWidth = quiet || background ? 1.25 : 2.25;
  context.setLineDash([...dash]);
  context.beginPath();
  for (const { x, mean } of rows) context.lineTo(x, py(mean));
  context.stroke();
  context.setLineDash([]);
  return { x: last.x, y: py(last.mean), alone: rows.length === 1 };
}

/** The name of a line where it ends. */
function drawNamesAtEnds(
  context: CanvasRenderingContext2D,
  { top, bottom }: LineLayout,
  ends: readonly (LineEnd & { readonly line: Line })[],
  palette: Palette,
): void {
  const heights = ends.map(({ y }) => y);
  const centres = spreadLabels(heights, LINE_HEIGHT, top - 8, bottom + 4);
  context.textAlign = 'left';
  ends.forEach(({ x, line }, index) => {
    haloText(context, line.label, x + LABEL_GAP, centres[index]!, line.ink, palette.panel);
  });
}

/** Those that a key has room for: of many the ones in front. */
function inKey<End extends { readonly line: Line }>(ends: readonly End[]): readonly End[] {
  return ends.length <= MOST_IN_KEY ? ends : ends.filter(({ line }) => !line.background).slice(-MOST_IN_KEY);
}

/** Where names beside the lines would cover them: a key in the corner that curves which rise leave free. */
function drawKey(
  context: CanvasRenderingContext2D,
  { right, bottom }: LineLayout,
  ends: readonly { readonly line: Line }[],
  palette: Palette,
): void {
  context.textAlign = 'right';
  ends.forEach(({ line }, index) => {
    const at = bottom - 10 - (ends.length - 1 - index) * LINE_HEIGHT;
    haloText(context, line.label, right, at, line.ink, palette.panel);
    const end = right - context.measureText(line.label).width - LABEL_GAP;
    context.strokeStyle = line.colour;
    context.lineWidth = 2;
    context.setLineDash([...line.dash]);
    drawSegment(context, end - KEY_WIDTH, at, end, at);
    context.setLineDash([]);
  });
}

/** The time on show: a line with a flag on top. */
function drawPast(
  context: CanvasRenderingContext2D,
  { top, bottom, px }: LineLayout,
  past: number,
  palette: Palette,
): void {
  const x = Math.round(px(past)) + 0.5;
  context.strokeStyle = palette.ink;
  context.fillStyle = palette.ink;
  context.lineWidth = 1;
  drawSegment(context, x, top, x, bottom);
  context.beginPath();
  context.moveTo(x - 5, top);
  context.lineTo(x + 5, top);
  context.lineTo(x, top + 7);
  context.fill();
}

/** A line through the values read, and a box that says them. */
function drawCursor(
  context: CanvasRenderingContext2D,
  { top, bottom, width, px, py }: LineLayout,
  { lines, kind, boxed = true }: LinePictureModel,
  cursor: number,
  palette: Palette,
): void {
  const read = readLines(lines, cursor, kind);
  if (!read) return;
  const x = Math.round(px(read.steps)) + 0.5;
  context.strokeStyle = palette.quietInk;
  context.lineWidth = 1;
  drawSegment(context, x, top, x, bottom);
  for (const { series, colour } of lines) {
    const row = nearestKnownRow(series, cursor);
    if (row < 0) continue;
    drawDot(context, px(series.x(row)), py(rowStatistics(series, row)!.mean), 4, colour, palette.panel);
  }
  if (!boxed) return;
  const texts = [m.stepsOnly({ steps: formatCount(read.steps) }), ...read.texts];
  const boxWidth = Math.max(...texts.map((text) => context.measureText(text).width)) + 16;
  const boxHeight = texts.length * LINE_HEIGHT + 10;
  const wanted = x + 10 + boxWidth > width ? x - 10 - boxWidth : x + 10;
  const boxLeft = Math.max(0, Math.min(wanted, width - boxWidth));
  context.fillStyle = palette.panel;
  context.strokeStyle = palette.hairline;
  context.beginPath();
  context.roundRect(boxLeft + 0.5, top + 0.5, boxWidth, boxHeight, 6);
  context.fill();
  context.stroke();
  context.textAlign = 'left';
  texts.forEach((text, index) => {
    const ink = lines.length > 1 ? (lines[index - 1]?.ink ?? palette.ink) : palette.ink;
    context.fillStyle = index === 0 ? palette.quietInk : ink;
    context.fillText(text, boxLeft + 8, top + 5 + (index + 0.5) * LINE_HEIGHT);
  });
}
