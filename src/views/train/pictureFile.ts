import { canvasFont } from '../../components/canvasMarks.ts';
import type { Palette } from '../../components/palette.ts';
import { saveFile } from '../../components/saveFile.ts';
import { type NamedRecipe, recipeLink } from './dataFile.ts';

const WIDTH = 960;
const MARGIN = 24;
const TITLE = 36;
/** What trains the runs again, in small letters at the foot. */
const RECIPE = { size: 10, line: 14, above: 12, most: 6 };
/** Pixels per unit: sharp on a slide. */
const RATIO = 2;

export interface PictureFile {
  /** Without its ending. */
  readonly name: string;
  readonly title: string;
  readonly note: string;
  readonly height: number;
  /** The runs that are in it: their names, and the links that train them again. */
  readonly runs: readonly NamedRecipe[];
  /** Draws from the origin downwards, the context scaled. */
  readonly draw: (context: CanvasRenderingContext2D, width: number, height: number) => void;
}

/** Saves a picture with a title, a note and the links of its runs as a PNG on the page's own background. */
export function savePictureFile(
  { name, title, note, height, runs, draw }: PictureFile,
  palette: Palette,
): void {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (context === null) return;
  const recipeFont = canvasFont(400, RECIPE.size);
  context.font = recipeFont;
  const recipes = runs
    .slice(0, RECIPE.most)
    .flatMap((run) => linesOf(context, `${run.name}: ${recipeLink(run)}`, WIDTH - 2 * MARGIN));
  // A size that is set clears the canvas and its state.
  canvas.width = RATIO * WIDTH;
  canvas.height = RATIO * (2 * MARGIN + TITLE + height + RECIPE.above + RECIPE.line * recipes.length);
  context.fillStyle = palette.panel;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.setTransform(RATIO, 0, 0, RATIO, RATIO * MARGIN, RATIO * MARGIN);
  const width = WIDTH - 2 * MARGIN;
  context.textBaseline = 'middle';
  context.fillStyle = palette.ink;
  context.font = canvasFont(600, 16);
  context.fillText(title, 0, 8);
  context.fillStyle = palette.quietInk;
  context.font = canvasFont();
  context.textAlign = 'right';
  context.fillText(note, width, 8);
  context.textAlign = 'left';
  context.font = recipeFont;
  for (const [index, line] of recipes.entries()) {
    context.fillText(line, 0, TITLE + height + RECIPE.above + RECIPE.line * (index + 0.5));
  }
  context.translate(0, TITLE);
  draw(context, width, height);
  canvas.toBlob((blob) => {
    if (blob !== null) saveFile(`${name}.png`, blob);
  });
}

/** A text that has hardly a space to break at, in lines of at most this width. */
function linesOf(context: CanvasRenderingContext2D, text: string, width: number): string[] {
  const lines = [''];
  for (const letter of text) {
    if (context.measureText(lines.at(-1) + letter).width > width) lines.push('');
    lines[lines.length - 1] += letter;
  }
  return lines;
}
