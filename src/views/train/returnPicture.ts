import type { LinePictureModel } from '../../components/lineModel.ts';
import { drawLinePicture } from '../../components/linePicture.ts';
import type { Palette } from '../../components/palette.ts';
import { type PictureFile, savePictureFile } from './pictureFile.ts';

const RETURNS = 320;
const ENTROPY = 132;

export interface ReturnPicture extends Pick<PictureFile, 'runs'> {
  readonly title: string;
  readonly note: string;
  readonly returns: LinePictureModel;
  readonly entropy: LinePictureModel;
}

/** Saves return and entropy as a PNG. */
export function saveReturnPicture(
  name: string,
  { title, note, runs, returns, entropy }: ReturnPicture,
  palette: Palette,
): void {
  const draw = (context: CanvasRenderingContext2D, width: number) => {
    drawLinePicture(context, width, RETURNS, returns, palette);
    context.translate(0, RETURNS);
    drawLinePicture(context, width, ENTROPY, entropy, palette);
  };
  savePictureFile({ name, title, note, runs, height: RETURNS + ENTROPY, draw }, palette);
}
