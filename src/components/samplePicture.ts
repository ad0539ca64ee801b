import { createLinearTicks } from './axisTicks.ts';
import { canvasFont, drawDot, drawSegment } from './canvasMarks.ts';
import type { Bell, Outline } from './gaussianOutline.ts';
import type { Palette } from './palette.ts';

/** How far the picture reaches beyond the actions that the task allows, as a share of their range. */
const BEYOND = 0.25;

/** Gives pixels of a piece of axis that holds an interval and a margin. */
function axisOf(low: number, high: number, from: number, to: number): (value: number) => number {
  const margin = BEYOND * (high - low);
  return (value) => from + ((value - low + margin) / (high - low + 2 * margin)) * (to - from);
}

/** The density over a single action and the action that was taken; beyond the task's limits shaded. */
export function drawSampledBell(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  bell: Bell | null,
  action: number,
  { low, high }: { readonly low: number; readonly high: number },
  palette: Palette,
): void {
  const base = height - 20;
  const px = axisOf(low, high, 0, width);
  context.fillStyle = palette.sunken;
  context.fillRect(0, 0, px(low), base);
  context.fillRect(px(high), 0, width - px(high), base);
  if (bell) {
    const { mean, deviation } = bell;
    context.beginPath();
    context.moveTo(0, base);
    for (let x = 0; x <= width; x += 1) {
      const value = low + ((x - px(low)) / (px(high) - px(low))) * (high - low);
      context.lineTo(x, base - (base - 16) * Math.exp(-0.5 * ((value - mean) / deviation) ** 2));
    }
    context.lineTo(width, base);
    context.fillStyle = palette.proposed;
    context.globalAlpha = 0.15;
    context.fill();
    context.globalAlpha = 1;
    context.strokeStyle = palette.proposed;
    context.lineWidth = 1.75;
    context.stroke();
  }
  context.strokeStyle = palette.rule;
  context.lineWidth = 1;
  drawSegment(context, 0, base + 0.5, width, base + 0.5);
  const taken = Math.max(5, Math.min(width - 5, px(action)));
  context.strokeStyle = palette.accent;
  context.lineWidth = 2;
  drawSegment(context, taken, base, taken, 8);
  drawDot(context, taken, base, 4.5, palette.accent, palette.panel);
  context.font = canvasFont(400, 12);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = palette.quietInk;
  for (const { value, label } of createLinearTicks(low, high, 5)) {
    context.fillText(label, px(value), height - 7);
  }
}

/** One and two standard deviations of a policy over two actions, and the action that was taken. */
export function drawSampledEllipse(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  outline: Outline | null,
  action: readonly [number, number],
  { low, high }: { readonly low: readonly [number, number]; readonly high: readonly [number, number] },
  palette: Palette,
): void {
  const size = Math.min(width, height);
  const left = (width - size) / 2;
  const px = axisOf(low[0], high[0], left, left + size);
  const py = axisOf(low[1], high[1], size, 0);
  context.fillStyle = palette.sunken;
  context.fillRect(left, 0, size, size);
  context.fillStyle = palette.panel;
  context.fillRect(px(low[0]), py(high[1]), px(high[0]) - px(low[0]), py(low[1]) - py(high[1]));
  context.strokeStyle = palette.hairline;
  context.lineWidth = 1;
  drawSegment(context, left, py(0), left + size, py(0));
  drawSegment(context, px(0), 0, px(0), size);
  context.save();
  context.beginPath();
  context.rect(left, 0, size, size);
  context.clip();
  if (outline) {
    context.strokeStyle = palette.proposed;
    context.fillStyle = palette.proposed;
    for (const radius of [2, 1]) {
      context.beginPath();
      for (let i = 0; i < 60; i++) {
        const u = radius * Math.cos((Math.PI * i) / 30);
        const v = radius * Math.sin((Math.PI * i) / 30);
        const x = px(outline.x + outline.xx * u + outline.xy * v);
        const y = py(outline.y + outline.xy * u + outline.yy * v);
        if (i === 0) context.moveTo(x, y);
        else context.lineTo(x, y);
      }
      context.closePath();
      context.globalAlpha = 0.12;
      context.fill();
      context.globalAlpha = 1;
      context.lineWidth = radius === 1 ? 1.75 : 1;
      context.stroke();
    }
  }
  context.restore();
  const within = (value: number, from: number, to: number) => Math.max(from + 5, Math.min(to - 5, value));
  const x = within(px(action[0]), left, left + size);
  const y = within(py(action[1]), 0, size);
  drawDot(context, x, y, 4.5, palette.accent, palette.panel);
}
