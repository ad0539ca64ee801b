import { afterEach, expect, it, vi } from 'vitest';
import type { LinePictureModel } from '../../../../src/components/lineModel.ts';
import { DEFAULT_RUN } from '../../../../src/experiments/fields.ts';
import { decodeLink } from '../../../../src/experiments/link.ts';
import { BoundedSeries } from '../../../../src/store/boundedSeries.ts';
import { saveReturnPicture } from '../../../../src/views/train/returnPicture.ts';
import { NAMED_PALETTE } from '../../../support/palette.ts';
import { recordingContext } from '../../../support/recordingContext.ts';

afterEach(() => void vi.unstubAllGlobals());

/** A chart without a value, told by the words it shows. */
const chart = (empty: string): LinePictureModel => ({
  lines: [{ label: '', labelled: false, colour: '', ink: '', dash: [], series: new BoundedSeries(1) }],
  ...{ yLabel: null, xLabel: null, budget: 100, reference: null, cursor: null, empty },
});

it('the picture of a return is title, note, return and entropy on the ground of a panel, saved by its name', () => {
  const { context, calls } = recordingContext();
  const canvas = {
    ...{ width: 0, height: 0 },
    getContext: () => context,
    toBlob: (take: (blob: Blob) => void) => take(new Blob(['picture'])),
  };
  const anchor = { href: '', download: '', click: vi.fn() };
  vi.stubGlobal('document', { createElement: (name: string) => (name === 'canvas' ? canvas : anchor) });
  vi.stubGlobal('location', new URL('https://page.example/'));
  const runs = [{ name: 'calm-oak', configuration: { ...DEFAULT_RUN, seeds: [7] }, origin: null }];
  const picture = { title: 'Return, Pendulum', note: 'mean of 3 seeds', runs };
  const charts = { returns: chart('no return'), entropy: chart('no entropy') };
  saveReturnPicture('calm-oak', { ...picture, ...charts }, NAMED_PALETTE);

  const [ground] = calls;
  expect(ground).toMatchObject({ method: 'fillRect', args: [0, 0, canvas.width, canvas.height] });
  expect(ground!.colors[0]).toBe('panel');
  const words = calls.filter(({ method }) => method === 'fillText').map(({ args }) => args[0]);
  const order = ['Return, Pendulum', 'mean of 3 seeds', 'no return', 'no entropy'];
  expect(words.filter((text) => order.includes(String(text)))).toEqual(order);
  // And at its foot what trains the run again.
  const foot = words.map(String).find((text) => text.startsWith('calm-oak: '))!;
  const { state } = decodeLink(foot.slice(foot.indexOf('#')));
  expect(state).toMatchObject({ view: 'train', configuration: runs[0]!.configuration });
  expect(canvas.width).toBeGreaterThan(canvas.height);
  expect(anchor.download).toBe('calm-oak.png');
  expect(anchor.click).toHaveBeenCalledOnce();
});
