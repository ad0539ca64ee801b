import { canvasFont } from './canvasMarks.ts';

const SUBSCRIPT_SIZE = 11;

/** Around words on a plate. */
const PLATE = { across: 4, height: 20, corner: 4 };

/**
 * Symbols with subscripts, added up, and what follows them, `ε_μ + ε_Σ = 0.031`: from x on with a rim of the background, or
 * up to x on a plate of it, since there they lie over a picture.
 */
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
  const total = widths.reduce((sum, one) => sum + one, 0);
  const left = align === 'left' ? x : x - PLATE.across - total;
  const eachPiece = (draw: (text: string, at: number, height: number) => void) => {
    let at = left;
    for (const [index, { text, font, drop }] of pieces.entries()) {
      context.font = font;
      draw(text, at, y + drop);
      at += widths[index]!;
    }
  };
  context.textAlign = 'left';
  if (align === 'right') {
    context.fillStyle = background;
    context.beginPath();
    const { across, height, corner } = PLATE;
    context.roundRect(left - across, y - height / 2, total + 2 * across, height, corner);
    context.fill();
  } else {
    context.lineJoin = 'round';
    context.lineWidth = 4;
    context.strokeStyle = background;
    // All rims before the first letter: none lies over a neighbour.
    eachPiece((text, at, height) => context.strokeText(text, at, height));
  }
  context.fillStyle = colour;
  eachPiece((text, at, height) => context.fillText(text, at, height));
  context.font = canvasFont();
}
