import * as m from '#words/train';
import { DensityImage } from '../../components/densityImage.ts';
import type { DensityMapModel } from '../../components/densityMapModel.ts';
import { drawDensityMap, policyColours } from '../../components/densityMapPicture.ts';
import { createDensityRamp, RAMP_LEVELS, SHARE_ENDS } from '../../components/densityRamp.ts';
import type { Palette } from '../../components/palette.ts';
import { type PictureFile, savePictureFile } from './pictureFile.ts';

const MAP = 420;
const KEY = 32;
const KEY_WIDTH = 160;
const KEY_HEIGHT = 10;

export interface MapPicture extends Pick<PictureFile, 'runs'> {
  readonly title: string;
  readonly note: string;
  readonly map: DensityMapModel;
}

/** Saves the map, and the key to its shades, as a PNG. */
export function saveMapPicture(name: string, { title, note, runs, map }: MapPicture, palette: Palette): void {
  const ramp = createDensityRamp(policyColours(map.policy, palette)[0], palette.panel, palette.ink);
  const draw = (context: CanvasRenderingContext2D, width: number) => {
    drawDensityMap(context, width, MAP, map, new DensityImage(), ramp, null, palette);
    const y = MAP + KEY - KEY_HEIGHT;
    const [least, most] = SHARE_ENDS;
    context.textAlign = 'left';
    context.fillStyle = palette.quietInk;
    const words = `${m.cellShare({ least })} `;
    context.fillText(words, 0, y);
    const left = context.measureText(words).width + 4;
    for (let level = 0; level < RAMP_LEVELS; level++) {
      const pixel = ramp.pixels[level]!;
      context.fillStyle = `rgb(${pixel & 255} ${(pixel >>> 8) & 255} ${(pixel >>> 16) & 255})`;
      const at = left + (level / RAMP_LEVELS) * KEY_WIDTH;
      context.fillRect(at, y - KEY_HEIGHT / 2, KEY_WIDTH / RAMP_LEVELS + 0.5, KEY_HEIGHT);
    }
    context.fillStyle = palette.quietInk;
    context.fillText(most, left + KEY_WIDTH + 8, y);
  };
  savePictureFile({ name, title, note, runs, height: MAP + KEY, draw }, palette);
}
