import { describe, expect, it } from 'vitest';
import type { Line, LinePictureModel } from '../../../src/components/lineModel.ts';
import { drawLinePicture } from '../../../src/components/linePicture.ts';
import {
  nearestKnownRow,
  nextKnown,
  readLines,
  rowStatistics,
} from '../../../src/components/lineReadings.ts';
import { BoundedSeries } from '../../../src/store/boundedSeries.ts';
import { NAMED_PALETTE } from '../../support/palette.ts';
import { recordingContext } from '../../support/recordingContext.ts';

/** Rows of [steps, value of each seed]. */
function series(...rows: readonly (readonly [number, ...number[]])[]): BoundedSeries {
  const made = new BoundedSeries((rows[0]?.length ?? 2) - 1);
  for (const [x, ...values] of rows) made.push(x, values);
  return made;
}

const GAPPED = series([10, NaN, NaN], [20, 1, 3], [30, NaN, NaN], [40, NaN, 5], [50, NaN, NaN]);

describe('reading lines', () => {
  it('takes mean and range over the seeds that have a value', () => {
    expect(rowStatistics(GAPPED, 1)).toEqual({ mean: 2, low: 1, high: 3 });
    expect(rowStatistics(GAPPED, 3)).toEqual({ mean: 5, low: 5, high: 5 });
    expect(rowStatistics(GAPPED, 0)).toBeNull();
  });

  it('finds the nearest row that has a value, if there is one', () => {
    expect(nearestKnownRow(GAPPED, 0)).toBe(1);
    expect(nearestKnownRow(GAPPED, 48)).toBe(3);
    expect(nearestKnownRow(series([10, NaN]), 10)).toBe(-1);
  });

  it('steps over rows without a value, and stays at the last that has one', () => {
    expect(nextKnown(GAPPED, 1, 1, 1)).toBe(40);
    expect(nextKnown(GAPPED, 3, -1, 1)).toBe(20);
    expect(nextKnown(GAPPED, GAPPED.length, -1, 10)).toBe(20);
  });

  it('says what a pointer reads, where the first measurement is', () => {
    const lines = [
      { label: 'floor', series: series([15, 0.5]), quiet: true },
      { label: 'calm oak', series: GAPPED },
      { label: 'unborn', series: series([10, NaN]) },
    ];
    expect(readLines(lines, 22)).toEqual({
      steps: 20,
      texts: ['floor 0.5000', 'calm oak 2.000 (1.00 to 3.00)'],
    });
    expect(readLines(lines.slice(2), 22)).toBeNull();
    // A run in the background says where a reading stands only if nobody in front can.
    const behind = { label: 'elm', series: series([23, 7]), background: true };
    expect(readLines([behind, ...lines], 22)?.steps).toBe(20);
    expect(readLines([behind, ...lines.slice(2)], 22)).toEqual({ steps: 23, texts: ['elm 7.000'] });
    expect(readLines(lines.slice(0, 1), 22)).toBeNull();
  });
});

const WIDTH = 600;
const HEIGHT = 200;

function line(label: string, colour: string, of: BoundedSeries, changes: Partial<Line> = {}): Line {
  return { label, labelled: true, colour, ink: `${colour} ink`, dash: [], series: of, ...changes };
}

function draw(lines: readonly Line[], changes: Partial<LinePictureModel> = {}, width = WIDTH) {
  const { context, calls } = recordingContext();
  const model = {
    lines,
    yLabel: null,
    budget: 100,
    reference: null,
    cursor: null,
    xLabel: 'steps',
    ...changes,
  };
  const layout = drawLinePicture(context, width, HEIGHT, model, NAMED_PALETTE);
  const texts = calls
    .filter(({ method }) => method === 'fillText')
    .map(({ args: [text, x, y], colors: [ink] }) => ({ text, x: x as number, y: y as number, ink }));
  return { layout, calls, texts, text: (words: string) => texts.find(({ text }) => text === words) };
}

const RISING = series([50, 0], [100, 10]);

describe('the line picture', () => {
  it('leads its axis to the end of the budget once a run is there', () => {
    const { layout } = draw([line('oak', 'blue', RISING)]);
    expect(layout.extent).toBe(100);
    expect(layout.px(100)).toBe(layout.right);
    expect(layout.px(0)).toBe(layout.left);
    expect(draw([line('oak', 'blue', series([10, 1]))]).layout.extent).toBeLessThan(100);
  });

  it('holds every value and the reference between top and bottom', () => {
    const reference = { value: 40, label: 'solved' };
    const { layout, text } = draw([line('oak', 'blue', RISING)], { reference });
    for (const value of [0, 10, 40]) {
      expect(layout.py(value)).toBeGreaterThanOrEqual(layout.top);
      expect(layout.py(value)).toBeLessThanOrEqual(layout.bottom);
    }
    expect(layout.py(10)).toBeLessThan(layout.py(0));
    expect(text('solved')!.y).toBeCloseTo(layout.py(40) - 10, 0);
  });

  it('names each line where it ends, apart from one another, in its ink', () => {
    const lines = [line('oak', 'blue', RISING), line('elm', 'red', series([50, 0], [100, 9.9]))];
    const { layout, text } = draw(lines);
    const [oak, elm] = [text('oak')!, text('elm')!];
    expect(oak).toMatchObject({ x: layout.px(100) + 8, ink: 'blue ink' });
    expect(elm.ink).toBe('red ink');
    expect(elm.y - oak.y).toBeGreaterThanOrEqual(18);
  });

  it('puts a key in the corner where it is narrow, unless there is only one line', () => {
    const lines = [line('oak', 'blue', RISING), line('elm', 'red', RISING, { dash: [2, 4] })];
    const { layout, text, calls } = draw(lines, {}, 300);
    expect(text('oak')!.x).toBe(layout.right);
    expect(text('elm')!.y - text('oak')!.y).toBe(18);
    expect(
      calls.filter(({ method, args }) => method === 'setLineDash' && String(args[0]) === '2,4'),
    ).toHaveLength(2);
    expect(draw(lines.slice(0, 1), {}, 300).text('oak')).toBeUndefined();
  });

  it('draws each seed, their mean and a dot at its end', () => {
    const seeds = series([50, 0, 2], [100, 10, 12]);
    const dots = draw([line('oak', 'blue', seeds)]).calls.filter(({ method }) => method === 'arc');
    expect(dots).toHaveLength(1);
    const { layout, calls } = draw([line('oak', 'blue', seeds)]);
    const strokes = calls.filter(({ method, colors }) => method === 'stroke' && colors[1] === 'blue');
    expect(strokes).toHaveLength(3);
    expect(dots[0]!.numbers.slice(0, 2)).toEqual([layout.px(100), layout.py(11)]);
  });

  it('draws of a run in the background the mean alone, and finer', () => {
    const seeds = series([50, 0, 2], [100, 10, 12]);
    const { calls } = draw([line('oak', 'blue', seeds, { background: true }), line('elm', 'red', seeds)]);
    const strokes = (colour: string) =>
      calls.filter(({ method, colors }) => method === 'stroke' && colors[1] === colour).length;
    expect([strokes('blue'), strokes('red')]).toEqual([1, 3]);
  });

  it('names of many runs in a narrow key only those in front', () => {
    const lines = ['a', 'b', 'c'].map((name) => line(name, 'blue', RISING, { background: true }));
    const { text } = draw([...lines, line('elm', 'red', RISING)], {}, 300);
    expect(text('elm')).toBeDefined();
    expect(text('a')).toBeUndefined();
  });

  it('says so where no line has a value', () => {
    expect(
      draw([line('oak', 'blue', series([10, NaN]))], { empty: 'Nothing yet.' }).text('Nothing yet.'),
    ).toBeDefined();
    expect(
      draw([line('oak', 'blue', RISING)], { empty: 'Nothing yet.' }).text('Nothing yet.'),
    ).toBeUndefined();
  });

  it('reads the values beneath the pointer in a box that stays in the picture', () => {
    const { text, calls } = draw([line('oak', 'blue', RISING)], { cursor: 100 });
    expect(text('100 steps')).toBeDefined();
    expect(text('oak 10.00')).toBeDefined();
    const [left, , width] = calls.find(({ method }) => method === 'roundRect')!.numbers;
    expect(left).toBeGreaterThanOrEqual(0);
    expect(left! + width!).toBeLessThanOrEqual(WIDTH);
  });
});
