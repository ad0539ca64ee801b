import { describe, expect, it } from 'vitest';
import { binRange } from '../../../src/components/densityAxis.ts';
import { shadesOf } from '../../../src/components/densityImage.ts';
import { layOutDensityMap, placeAt } from '../../../src/components/densityMapLayout.ts';
import type { DensityMapModel } from '../../../src/components/densityMapModel.ts';
import { drawDensityMap } from '../../../src/components/densityMapPicture.ts';
import { createDensityRamp, RAMP_LEVELS } from '../../../src/components/densityRamp.ts';
import { describeMap, readPlace, readRun } from '../../../src/components/densityReadings.ts';
import { DENSITY_BINS, densityBin, FIRST_BEYOND } from '../../../src/trainer/densities.ts';
import { BOUNDS, historyOf } from '../../support/densities.ts';
import { NAMED_PALETTE } from '../../support/palette.ts';
import { recordingContext } from '../../support/recordingContext.ts';

const WIDTH = 900;
const HEIGHT = 400;
/** Two iterations: one within, one half beyond; projected, all of it within. */
const HISTORY = historyOf(
  [[0.01, 0.01, 0.02, 0.02]],
  [
    [0.01, 0.01, 0.2, 0.3],
    [0.01, 0.01, 0.03, 0.03],
  ],
);
const ramp = createDensityRamp('#d55e00', '#ffffff', '#1b1f24');

function model(changes: Partial<DensityMapModel> = {}): DensityMapModel {
  return {
    history: HISTORY,
    policy: 'proposed',
    part: 'mean',
    bound: BOUNDS.mean,
    boundSymbols: [['ε', 'μ']],
    boundName: 'mean bound',
    distanceName: 'mean part of the KL distance',
    iterations: 3,
    visited: null,
    ...changes,
  };
}

function draw(changes: Partial<DensityMapModel> = {}, width = WIDTH) {
  const { context, calls } = recordingContext();
  Object.assign(context, { getTransform: () => ({ a: 2 }) });
  const image = { update: () => null };
  const layout = drawDensityMap(context, width, HEIGHT, model(changes), image, ramp, null, NAMED_PALETTE);
  const texts = calls.filter(({ method }) => method === 'fillText').map(({ args }) => args[0]);
  return { layout, calls, texts };
}

describe('the map', () => {
  it('draws the bound through the cloud where the distances are on one scale with it', () => {
    const { layout, calls, texts } = draw();
    const y = Math.round(layout.py(FIRST_BEYOND)) + 0.5;
    expect(calls.some(({ method, args }) => method === 'moveTo' && args[1] === y)).toBe(true);
    expect(texts.join('')).toContain('εμ = 0.03');
    expect(texts).toContain('50\u202f%');
    expect(texts).toContain('largest');
  });

  it('draws no bound where it is one on another distance, and leaves out the shares beyond it', () => {
    const { layout, texts } = draw({ boundSymbols: null });
    expect(layout.shares).toBeNull();
    expect(texts.join('')).not.toContain('ε');
    expect(texts.join('')).not.toContain('beyond');
  });

  it('adds bounds up where the distance has two', () => {
    const { texts } = draw({
      boundSymbols: [
        ['ε', 'μ'],
        ['ε', 'Σ'],
      ],
    });
    expect(texts.join('')).toContain('εμ + εΣ = ');
  });

  it('has rows of whole pixels and the iterations side by side, on a phone too', () => {
    for (const width of [340, WIDTH]) {
      const { top, bottom, range, perRow, left, right, px } = layOutDensityMap(width, HEIGHT, model());
      const rows = (range.high - range.low) / perRow;
      expect(((bottom - top) / rows) % 1).toBe(0);
      expect([px(0), px(3)]).toEqual([left, right]);
    }
  });

  it('finds what a point means, and nothing where no iteration is', () => {
    const layout = layOutDensityMap(WIDTH, HEIGHT, model());
    const middle = (iteration: number) => layout.px(iteration - 0.5);
    const y = layout.pd(0.0101);
    const place = placeAt(layout, model(), middle(2), y)!;
    expect(place.iteration).toBe(2);
    const bin = densityBin(Math.fround(0.0101), BOUNDS.mean);
    expect(place.bins![0]).toBeLessThanOrEqual(bin);
    expect(place.bins![1]).toBeGreaterThan(bin);
    expect(placeAt(layout, model(), middle(1), layout.shares!.top + 5)).toEqual({ iteration: 1, bins: null });
    expect(placeAt(layout, model(), middle(3), y)).toBeNull();
    expect(placeAt(layout, model(), 3, y)).toBeNull();
  });
});

describe('the shades of a column', () => {
  const range = binRange(HISTORY, 'mean');
  const shadesIn = (column: number, perRow = 1, group = 1) => {
    const shades = new Uint32Array((range.high - range.low) / perRow);
    const image = { history: HISTORY, policy: 'proposed', part: 'mean', range, perRow, ramp, group } as const;
    shadesOf(image, column, new Float64Array(DENSITY_BINS), shades);
    return shades;
  };
  const rowOf = (distance: number, perRow = 1) =>
    Math.floor((range.high - 1 - densityBin(Math.fround(distance), BOUNDS.mean)) / perRow);

  it('are the deeper the more states are there, and none where nobody is', () => {
    const shades = shadesIn(1);
    expect(shades.filter((shade) => shade !== 0)).toHaveLength(3);
    expect(shades[rowOf(0.3)]).toBe(shades[rowOf(0.2)]);
    const level = (distance: number) => ramp.pixels.indexOf(shades[rowOf(distance)]!);
    expect(level(0.01)).toBeGreaterThan(level(0.2));
    expect(level(0.01)).toBeLessThan(RAMP_LEVELS);
  });

  it('add up over columns and rows that share a pixel', () => {
    const both = shadesIn(0, 2, 2);
    expect(both[rowOf(0.01, 2)]).not.toBe(0);
    expect(both[rowOf(0.02, 2)]).not.toBe(0);
    expect(both[rowOf(0.3, 2)]).not.toBe(0);
  });

  it('gather what is nearer than the range in the lowest row', () => {
    const history = historyOf([[0, 1e-20, 0.03]]);
    const shades = new Uint32Array(range.high - range.low);
    const image = { history, policy: 'proposed', part: 'mean', range, perRow: 1, ramp, group: 1 } as const;
    shadesOf(image, 0, new Float64Array(DENSITY_BINS), shades);
    expect(shades.at(-1)).not.toBe(0);
    expect(shades.filter((shade) => shade !== 0)).toHaveLength(2);
  });
});

describe('reading the map', () => {
  const bin = densityBin(Math.fround(0.2), BOUNDS.mean);

  it('says iteration, distances, states, share beyond and the largest', () => {
    expect(readPlace(model(), { iteration: 2, bins: [bin, bin + 1] })).toBe(
      'Iteration 2: 1 state (25\u202f%) at 0.17 to 0.20 · 50\u202f% beyond the bound · largest 0.30',
    );
    expect(readPlace(model(), { iteration: 1, bins: null })).toBe(
      'Iteration 1: 0\u202f% beyond the bound · largest 0.020',
    );
    expect(readPlace(model(), { iteration: 3, bins: null })).toBeNull();
    const low = binRange(HISTORY, 'mean').low;
    expect(readPlace(model(), { iteration: 1, bins: [low, low + 1] })).toContain(
      '0 states (0\u202f%) nearer than',
    );
  });

  it('says nothing of a bound on another distance', () => {
    const elsewhere = model({ boundSymbols: null });
    expect(readPlace(elsewhere, { iteration: 2, bins: null })).toBe('Iteration 2: largest 0.30');
    expect(readRun(elsewhere)).toBe('The largest distance of the run is 0.30.');
  });

  it('tells of the whole run, and that nothing is known yet', () => {
    expect(readRun(model())).toBe(
      '25\u202f% of the states are beyond the mean bound; the largest distance of the run is 0.30.',
    );
    const projected = model({ policy: 'projected', history: historyOf([[0.2], [0.03]]) });
    expect(readRun(projected)).toMatch(/^No state is beyond the mean bound; /);
    expect(readRun({ ...projected, boundName: null })).toMatch(/^No state is beyond the bound; /);
    expect(readRun(model({ history: historyOf() }))).toBeNull();
    expect(describeMap(model({ history: historyOf() }))).toMatch(/: nothing yet\.$/);
    expect(describeMap(model())).toContain('iterations 1 to 2. 25\u202f% of the states');
  });
});
