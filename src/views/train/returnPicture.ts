import { canvasFont } from '../../components/canvasMarks.ts';
import type { LinePictureModel } from '../../components/lineModel.ts';
import { drawLinePicture } from '../../components/linePicture.ts';
import type { Palette } from '../../components/palette.ts';
import { saveFile } from '../../components/saveFile.ts';

const WIDTH = 960;
const MARGIN = 24;
const TITLE = 36;
const RETURNS = 320;
const ENTROPY = 132;
/** Pixels per unit: sharp on a slide. */
const RATIO = 2;

export interface ReturnPicture {
  readonly title: string;
  readonly note: string;
  readonly returns: LinePictureModel;
  readonly entropy: LinePictureModel;
}

/** Saves return and entropy as a PNG on the page's own background. */
export function saveReturnPicture(name: string, picture: ReturnPicture, palette: Palette): void {
  const canvas = document.createElement('canvas');
  canvas.width = RATIO * WIDTH;
  canvas.height = RATIO * (2 * MARGIN + TITLE + RETURNS + ENTROPY);
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.fillStyle = palette.panel;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.setTransform(RATIO, 0, 0, RATIO, RATIO * MARGIN, RATIO * MARGIN);
  const width = WIDTH - 2 * MARGIN;
  context.textBaseline = 'middle';
  context.fillStyle = palette.ink;
  context.font = canvasFont(600, 16);
  context.fillText(picture.title, 0, 8);
  context.fillStyle = palette.quietInk;
  context.font = canvasFont();
  context.textAlign = 'right';
  context.fillText(picture.note, width, 8);
  context.textAlign = 'left';
  context.translate(0, TITLE);
  drawLinePicture(context, width, RETURNS, picture.returns, palette);
  context.translate(0, RETURNS);
  drawLinePicture(context, width, ENTROPY, picture.entropy, palette);
  canvas.toBlob((blob) => {
    if (blob !== null) saveFile(`${name}.png`, blob);
  });
}
