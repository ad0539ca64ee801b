/** Every word on a canvas is set in the interface's typeface, so that pictures and page are one. */
export function canvasFont(weight: 400 | 500 | 600 = 400, size = 14): string {
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
