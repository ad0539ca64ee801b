import { readPalette } from '../palette.ts';
import { type PictureCaption, savePng, saveSvg } from './savePicture.ts';
import { styledClone } from './styledClone.ts';

export type DrawingFormat = 'svg' | 'png';

/** Saves what is drawn with the page's style sheets as a file of its own, with title, note and link in it. */
export async function saveDrawing(
  format: DrawingFormat,
  name: string,
  svg: SVGSVGElement,
  caption: PictureCaption,
): Promise<void> {
  const save = format === 'svg' ? saveSvg : savePng;
  await save(name, styledClone(svg), caption, readPalette());
}
