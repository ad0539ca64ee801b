import * as m from '#words/tasks';
import { strokeLine } from '../drawing.ts';
import type { Scene, ScenePalette } from '../environment.ts';
import { EMPTY, END, LETTERS, letterOf, PLACES, PROMPT, verdictOf } from './dynamics.ts';

/** Between two tiles, and a tile's corner, as shares of its side. */
const GAP = 0.14;
const CORNER = 0.12;
/** The tallest a tile gets, px. */
const LARGEST = 110;
/** Narrower than this there is no room for the verdict in words, px. */
const WORDS_MINIMAL_WIDTH = 240;

// not words: a font
const FACE = '"Inter Variable", system-ui, sans-serif';

/** Side of a tile, the left edge of the first, and their middle line. */
function viewOf(width: number, height: number) {
  const side = Math.min(LARGEST, (0.86 * width) / (PLACES + (PLACES - 1) * GAP), 0.36 * height);
  const pitch = side * (1 + GAP);
  return { side, pitch, left: (width - (PLACES - 1) * pitch - side) / 2, middle: 0.42 * height };
}

/** Places from which on nothing more is written: after the end. */
function lengthOf(state: ArrayLike<number>): number {
  for (let place = 0; place < PLACES; place++) if (state[place]! >= END) return place;
  return PLACES;
}

function drawTile(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  side: number,
  { fill, line }: { readonly fill: string; readonly line: string },
): void {
  context.beginPath();
  context.roundRect(x, y, side, side, CORNER * side);
  context.fillStyle = fill;
  context.strokeStyle = line;
  context.lineWidth = Math.max(1, 0.02 * side);
  context.fill();
  context.stroke();
}

/** A tick for a word, a cross for none: told apart by shape, and in words where there is room. */
function drawVerdict(
  context: CanvasRenderingContext2D,
  width: number,
  y: number,
  size: number,
  isWord: boolean,
  { goal, ink }: ScenePalette,
): void {
  const half = size / 2;
  const colour = isWord ? goal : ink;
  const line = { color: colour, width: Math.max(2, 0.16 * size) };
  const text = isWord ? m.isWord() : m.isNoWord();
  context.font = `600 ${Math.max(14, 0.8 * size)}px ${FACE}`;
  const spoken = width >= WORDS_MINIMAL_WIDTH ? context.measureText(text).width + 0.5 * size : 0;
  const x = (width - spoken) / 2;
  if (isWord) {
    strokeLine(
      context,
      [
        [x - half, y],
        [x - 0.15 * size, y + 0.35 * size],
        [x + half, y - half],
      ],
      line,
    );
  } else {
    for (const side of [-1, 1]) {
      strokeLine(
        context,
        [
          [x - 0.4 * size, y - 0.4 * side * size],
          [x + 0.4 * size, y + 0.4 * side * size],
        ],
        line,
      );
    }
  }
  if (spoken === 0) return;
  context.fillStyle = ink;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.fillText(text, x + size, y);
}

/** The word as tiles: what was given on dark ones, what was written on light ones, the end as a block, and the verdict below. */
export const spellingScene: Scene = {
  still: { steps: 0, action: [0] },
  typedKeys: [...Array.from({ length: LETTERS }, (_, symbol) => letterOf(symbol)), 'Enter'],
  draw(context, width, height, state, action, palette) {
    const { side, pitch, left, middle } = viewOf(width, height);
    const top = middle - side / 2;
    const length = lengthOf(state);
    context.clearRect(0, 0, width, height);
    let newest = EMPTY;
    for (let place = 0; place < PLACES; place++) {
      const symbol = state[place]!;
      const x = left + place * pitch;
      const isGiven = place < PROMPT;
      const isWritten = symbol >= 0 && place <= length;
      if (isWritten && !isGiven) newest = place;
      drawTile(context, x, top, side, {
        fill: isGiven ? palette.quietInk : isWritten ? palette.panel : palette.page,
        line: isGiven || isWritten ? palette.quietInk : palette.hairline,
      });
      if (place === length) {
        const block = 0.22 * side;
        context.fillStyle = palette.ink;
        context.fillRect(x + (side - block) / 2, middle - block / 2, block, block);
      } else if (isWritten) {
        context.font = `600 ${0.56 * side}px ${FACE}`;
        context.textAlign = 'center';
        context.textBaseline = 'middle';
        context.fillStyle = isGiven ? palette.panel : palette.ink;
        context.fillText(letterOf(symbol), x + side / 2, middle + 0.02 * side);
      }
    }
    if (action !== null && newest !== EMPTY) {
      context.beginPath();
      context.roundRect(left + newest * pitch, top + side * 1.08, side, 0.07 * side, 0.035 * side);
      context.fillStyle = palette.accent;
      context.fill();
    }
    const verdict = verdictOf(state);
    if (verdict !== 'unfinished') {
      drawVerdict(context, width, top + 1.62 * side, 0.36 * side, verdict === 'word', palette);
    }
  },
};
