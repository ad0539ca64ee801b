import type { DensityHistory, DensityPolicy } from '../store/densityHistory.ts';
import { DENSITY_BINS, type DensityPart } from '../trainer/densities.ts';
import type { BinRange } from './densityAxis.ts';
import { type DensityRamp, rampLevel } from './densityRamp.ts';

/** What an image is of. */
export interface DensityImageModel {
  readonly history: DensityHistory;
  readonly policy: DensityPolicy;
  readonly part: DensityPart;
  readonly range: BinRange;
  /** Bins in one row. */
  readonly perRow: number;
  readonly ramp: DensityRamp;
  /** Columns of the history in one of the image, ≥ 1. */
  readonly group: number;
}

/** The shades of one column of an image: the largest distances first, 0 (nothing) where no state is. */
export function shadesOf(
  { history, policy, part, range, perRow, ramp, group }: DensityImageModel,
  column: number,
  counts: Float64Array,
  shades: Uint32Array,
): void {
  counts.fill(0);
  let states = 0;
  for (let c = column * group; c < Math.min((column + 1) * group, history.length); c++) {
    history.addTo(counts, c, policy, part);
    states += history.summary(c, policy, part)?.states ?? 0;
  }
  // What is nearer than the range shows is in its lowest bin.
  let nearest = 0;
  for (let bin = 0; bin <= range.low; bin++) nearest += counts[bin]!;
  counts[range.low] = nearest;
  for (let row = 0; row < shades.length; row++) {
    let count = 0;
    const end = range.high - row * perRow;
    for (let bin = end - perRow; bin < end; bin++) count += counts[bin]!;
    shades[row] = count === 0 ? 0 : ramp.pixels[rampLevel(count / states)]!;
  }
}

/**
 * The cloud of a run as a picture with one pixel a row: kept between two drawings, in which only the columns that are new
 * are made.
 */
export class DensityImage {
  readonly #canvas = document.createElement('canvas');
  readonly #counts = new Float64Array(DENSITY_BINS);
  #model: DensityImageModel | null = null;
  #revision = -1;
  /** Columns that are as they will stay. */
  #settled = 0;

  /** @returns the image, one pixel a column and a row; `null` while there is nothing to see */
  update(model: DensityImageModel): HTMLCanvasElement | null {
    const { history, range, perRow, group } = model;
    const rows = (range.high - range.low) / perRow;
    const columns = Math.ceil(history.length / group);
    if (columns === 0) return null;
    const canvas = this.#canvas;
    if (!this.#fits(model) || canvas.width < columns || canvas.height !== rows) {
      // Room for what is to come: setting the width clears the picture.
      canvas.width = 2 ** Math.ceil(Math.log2(Math.max(64, columns)));
      canvas.height = rows;
      this.#settled = 0;
    }
    this.#model = model;
    this.#revision = history.revision;
    const context = canvas.getContext('2d');
    const fresh = columns - this.#settled;
    if (context === null) return null;
    const image = context.createImageData(fresh, rows);
    const pixels = new Uint32Array(image.data.buffer);
    const shades = new Uint32Array(rows);
    for (let i = 0; i < fresh; i++) {
      shadesOf(model, this.#settled + i, this.#counts, shades);
      for (let row = 0; row < rows; row++) pixels[row * fresh + i] = shades[row]!;
    }
    context.putImageData(image, this.#settled, 0);
    // The last column may still grow.
    this.#settled = columns - 1;
    return canvas;
  }

  /** Whether what is in the picture is of this model, so that only columns have to be added. */
  #fits({ history, policy, part, range, perRow, ramp, group }: DensityImageModel): boolean {
    const before = this.#model;
    return (
      before !== null &&
      before.history === history &&
      before.policy === policy &&
      before.part === part &&
      before.range.low === range.low &&
      before.range.high === range.high &&
      before.perRow === perRow &&
      before.ramp === ramp &&
      before.group === group &&
      this.#revision === history.revision
    );
  }
}
