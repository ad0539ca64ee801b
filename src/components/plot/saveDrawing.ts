import { readPalette } from '../palette.ts';
import { type PictureCaption, type PictureFormat, savePicture } from './savePicture.ts';
import { styledClone } from './styledClone.ts';

/** Saves what is drawn with the page's style sheets as a file of its own, with title, note and link in it. */
export function saveDrawing(
  format: PictureFormat,
  name: string,
  svg: SVGSVGElement,
  caption: PictureCaption,
): Promise<void> {
  return savePicture(format, name, styledClone(svg), caption, readPalette());
}
