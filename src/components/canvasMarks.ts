/** Every word on a canvas is set in the interface's typeface, so that pictures and page are one. */
export function canvasFont(weight: 400 | 500 | 600 = 400, size = 14): string {
  // not words: a font
  return `${weight} ${size}px "Inter Variable", system-ui, sans-serif`;
}

export function drawSegment(
  context: CanvasRenderingContext2D,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
): void {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}

/** A filled dot with a rim of the background's colour. */
export function drawDot(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  colour: string,
  rim: string,
): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill();
  context.strokeStyle = rim;
  context.lineWidth = 1.5;
  context.stroke();
}

/** Text with a rim of the background's colour, so that lines under it do not cut through the letters. */
export function haloText(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  colour: string,
  background: string,
): void {
  context.lineJoin = 'round';
  context.lineWidth = 4;
  context.strokeStyle = background;
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

const SUBSCRIPT_SIZE = 11;

/** A symbol with a subscript and what follows it, `ε_μ = 0.03`, centred on x but inside [low, high]. */
export function drawSymbolCentred(
  context: CanvasRenderingContext2D,
  symbol: readonly [string, string],
  rest: string,
  x: number,
  y: number,
  low: number,
  high: number,
): void {
  const base = canvasFont(500);
  const small = canvasFont(500, SUBSCRIPT_SIZE);
  context.textAlign = 'left';
  context.font = base;
  const symbolWidth = context.measureText(symbol[0]).width;
  const restWidth = context.measureText(rest).width;
  context.font = small;
  const subscriptWidth = context.measureText(symbol[1]).width;
  const total = symbolWidth + subscriptWidth + restWidth;
  const left = Math.max(low, Math.min(x - total / 2, high - total));
  context.fillText(symbol[1], left + symbolWidth, y + 4);
  context.font = base;
  context.fillText(symbol[0], left, y);
  context.fillText(rest, left + symbolWidth + subscriptWidth, y);
}
