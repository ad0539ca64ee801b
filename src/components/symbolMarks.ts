import { canvasFont } from './canvasMarks.ts';

const SUBSCRIPT_SIZE = 11;

/** Symbols with subscripts, added up, and what follows them, `ε_μ + ε_Σ = 0.031`, with a rim of the background. */
export function drawSymbols(
  context: CanvasRenderingContext2D,
  symbols: readonly (readonly [string, string])[],
  rest: string,
  x: number,
  y: number,
  align: 'left' | 'right',
  colour: string,
  background: string,
): void {
  const base = canvasFont(500);
  const small = canvasFont(500, SUBSCRIPT_SIZE);
  const pieces = symbols.flatMap(([symbol, subscript], index) => [
    { text: index === 0 ? symbol : ` + ${symbol}`, font: base, drop: 0 },
    { text: subscript, font: small, drop: 4 },
  ]);
  pieces.push({ text: rest, font: base, drop: 0 });
  const widths = pieces.map(({ text, font }) => {
    context.font = font;
    return context.measureText(text).width;
  });
  const left = align === 'left' ? x : x - widths.reduce((sum, one) => sum + one, 0);
  const eachPiece = (draw: (text: string, at: number, height: number) => void) => {
    let at = left;
    for (const [index, { text, font, drop }] of pieces.entries()) {
      context.font = font;
      draw(text, at, y + drop);
      at += widths[index]!;
    }
  };
  context.textAlign = 'left';
  context.lineJoin = 'round';
  context.lineWidth = 4;
  context.strokeStyle = background;
  // All rims before the first letter: none lies over a neighbour.
  eachPiece((text, at, height) => context.strokeText(text, at, height));
  context.fillStyle = colour;
  eachPiece((text, at, height) => context.fillText(text, at, height));
  context.font = canvasFont();
}
