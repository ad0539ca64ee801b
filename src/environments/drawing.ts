/** What scenes share: lines, circles, arrows, and the key that says what the arrows mean. Lengths in CSS pixels. */

/** Below this width there is no room for words beside the picture. */
const KEY_MINIMAL_WIDTH = 240;
// not words: a font
const KEY_FONT = '14px "Inter Variable", system-ui, sans-serif';

/** How a line or an arrow is drawn, in pictures and in keys alike. */
export interface LineStyle {
  readonly color: string;
  readonly width: number;
}

/** A line through points, with round ends. */
export function strokeLine(
  context: CanvasRenderingContext2D,
  points: readonly (readonly [x: number, y: number])[],
  { color, width }: LineStyle,
): void {
  context.strokeStyle = color;
  context.lineWidth = width;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.beginPath();
  points.forEach(([x, y], index) => {
    if (index === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  });
  context.stroke();
}

/** A circle, filled where `fill` is given, outlined where `line` is. */
export function drawCircle(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  { fill, line }: { readonly fill?: string; readonly line?: LineStyle },
): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  if (fill !== undefined) {
    context.fillStyle = fill;
    context.fill();
  }
  if (line !== undefined) {
    context.strokeStyle = line.color;
    context.lineWidth = line.width;
    context.stroke();
  }
}

/** Length of an arrow's head for a line of this width. */
function headLength(width: number): number {
  return 3.2 * width + 2;
}

/** A filled head whose tip is at (x, y), pointing along (directionX, directionY), a unit vector. */
function drawHead(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  directionX: number,
  directionY: number,
  length: number,
): void {
  const half = 0.55 * length;
  const baseX = x - length * directionX;
  const baseY = y - length * directionY;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(baseX - half * directionY, baseY + half * directionX);
  context.lineTo(baseX + half * directionY, baseY - half * directionX);
  context.closePath();
  context.fill();
}

/** A straight arrow; nothing where it would be shorter than a quarter of its head. */
export function drawArrow(
  context: CanvasRenderingContext2D,
  fromX: number,
  fromY: number,
  toX: number,
  toY: number,
  style: LineStyle,
): void {
  const length = Math.hypot(toX - fromX, toY - fromY);
  const full = headLength(style.width);
  if (!(length > full / 4)) return;
  const head = Math.min(full, 0.7 * length);
  const directionX = (toX - fromX) / length;
  const directionY = (toY - fromY) / length;
  context.strokeStyle = style.color;
  context.fillStyle = style.color;
  context.lineWidth = style.width;
  context.lineCap = 'butt';
  context.beginPath();
  context.moveTo(fromX, fromY);
  context.lineTo(toX - 0.8 * head * directionX, toY - 0.8 * head * directionY);
  context.stroke();
  drawHead(context, toX, toY, directionX, directionY, head);
}

/** An arrow along a circle, from canvas angle `from` to `to` (radians, clockwise on the screen where `to` is larger). */
export function drawArcArrow(
  context: CanvasRenderingContext2D,
  centreX: number,
  centreY: number,
  radius: number,
  from: number,
  to: number,
  style: LineStyle,
): void {
  const length = radius * Math.abs(to - from);
  const full = headLength(style.width);
  if (!(length > full / 4)) return;
  const head = Math.min(full, 0.7 * length);
  const sign = Math.sign(to - from);
  const base = to - (sign * 0.8 * head) / radius;
  context.strokeStyle = style.color;
  context.fillStyle = style.color;
  context.lineWidth = style.width;
  context.lineCap = 'butt';
  context.beginPath();
  context.arc(centreX, centreY, radius, from, base, sign < 0);
  context.stroke();
  // The head follows the chord of the piece of the arc that it covers.
  const middle = to - (sign * head) / (2 * radius);
  drawHead(
    context,
    centreX + radius * Math.cos(to),
    centreY + radius * Math.sin(to),
    -sign * Math.sin(middle),
    sign * Math.cos(middle),
    head,
  );
}

/** Says what the arrows mean: one line each, from (x, y) down, where the picture is wide enough for words. */
export function drawArrowKey(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  pictureWidth: number,
  ink: string,
  entries: readonly { readonly label: string; readonly style: LineStyle }[],
): void {
  if (pictureWidth < KEY_MINIMAL_WIDTH) return;
  context.font = KEY_FONT;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  entries.forEach(({ label, style }, index) => {
    const lineY = y + 20 * index;
    drawArrow(context, x, lineY, x + 24, lineY, style);
    context.fillStyle = ink;
    context.fillText(label, x + 32, lineY);
  });
}
