import { canvasFont } from '../../components/canvasMarks.ts';
import type { Palette } from '../../components/palette.ts';
import { saveFile } from '../../components/saveFile.ts';

const WIDTH = 960;
const MARGIN = 24;
const TITLE = 36;
/** Pixels per unit: sharp on a slide. */
const RATIO = 2;

export interface PictureFile {
  /** Without its ending. */
  readonly name: string;
  readonly title: string;
  readonly note: string;
  readonly height: number;
  /** Draws from the origin downwards, the context scaled. */
  readonly draw: (context: CanvasRenderingContext2D, width: number, height: number) => void;
}

/** Saves a picture with a title and a note as a PNG on the page's own background. */
export function savePictureFile({ name, title, note, height, draw }: PictureFile, palette: Palette): void {
  const canvas = document.createElement('canvas');
  canvas.width = RATIO * WIDTH;
  canvas.height = RATIO * (2 * MARGIN + TITLE + height);
  const context = canvas.getContext('2d');
  if (context === null) return;
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
  context.translate(0, TITLE);
  draw(context, width, height);
  canvas.toBlob((blob) => {
    if (blob !== null) saveFile(`${name}.png`, blob);
  });
}
