import { describe, expect, it } from 'vitest';
import { categoricalPictures } from '../../../../src/views/train/categoricalPictures.ts';
import { entropyOf } from '../../../../src/views/train/entropyOf.ts';
import type { ShownProbes } from '../../../../src/views/train/useProbes.ts';
import { NAMED_PALETTE } from '../../../support/palette.ts';
import { recordingContext } from '../../../support/recordingContext.ts';
import { iterationEvent } from '../../../support/trainEvents.ts';

const NOTHING = new Float64Array();
const policies = (...mean: number[]) => ({ mean: Float64Array.from(mean), covariance: NOTHING });
const distances = (mean: number) => ({ mean: Float64Array.of(mean), covariance: Float64Array.of(0) });

/** One state with two actions. */
const SHOWN: ShownProbes = {
  iteration: 1,
  probes: {
    ...iterationEvent(1, [0]).members[0]!.probes,
    old: policies(0.5, 0.5),
    proposed: policies(0.1, 0.9),
    projected: policies(0.3, 0.7),
    proposedDistance: distances(0.368),
    projectedDistance: distances(0.0823),
  },
};
const VIEW = {
  actionSpace: { kind: 'discrete', size: 2, labels: ['left', 'right'] },
  magnification: 1,
  bound: 0.0823,
  metric: 'kl',
} as const;

describe('the pictures of policies over discrete actions', () => {
  it('draw nothing before the first report, and say so', () => {
    const { context, calls } = recordingContext();
    const pictures = categoricalPictures(() => null, VIEW);
    pictures.draw(0, context, 120, 140, NAMED_PALETTE);
    expect(calls).toEqual([]);
    expect(pictures.describe(1)).toBe('State 2: nothing yet.');
  });

  it('say the policies, the likeliest action first', () => {
    const words = categoricalPictures(() => SHOWN, VIEW).describe(0);
    expect(words).toContain('right 90\u202f%, left 10\u202f%');
    expect(words).toContain('right 70\u202f%, left 30\u202f%');
  });

  it('draw changes larger, but no probability below 0 or above 1', () => {
    const lengths = (magnification: number) => {
      const { context, calls } = recordingContext();
      categoricalPictures(() => SHOWN, { ...VIEW, magnification }).draw(0, context, 114, 140, NAMED_PALETTE);
      const of = (colour: string) =>
        calls
          .filter(({ method, colors }) => method === 'fillRect' && colors[0] === colour)
          .map(({ numbers }) => Math.round(numbers[2]!) / 100);
      return { old: of(NAMED_PALETTE.old), projected: of(NAMED_PALETTE.projected) };
    };
    expect(lengths(1)).toEqual({ old: [0.5, 0.5], projected: [0.3, 0.7] });
    expect(lengths(3)).toEqual({ old: [0.5, 0.5], projected: [0.01, 1] });
  });

  it('list the likeliest of many actions, and all others together', () => {
    const labels = [...'abcdefghijklmnopqrstuvwxyz_'];
    const spread = (...peaks: readonly number[]) => {
      const rest = (1 - peaks.length * 0.3) / (labels.length - peaks.length);
      return policies(...labels.map((_, action) => (peaks.includes(action) ? 0.3 : rest)));
    };
    const probes = { ...SHOWN.probes, old: spread(0, 1), proposed: spread(1, 2), projected: null };
    const { context, calls } = recordingContext();
    const actionSpace = { kind: 'discrete', size: labels.length, labels } as const;
    const shown = { iteration: 1, probes };
    categoricalPictures(() => shown, { ...VIEW, actionSpace }).draw(0, context, 150, 200, NAMED_PALETTE);
    const texts = calls.filter(({ method }) => method === 'fillText').map(({ args }) => args[0]);
    expect(texts.filter((_, i) => i % 2 === 1)).toEqual(['a', 'b', 'c', '24 others']);
    expect(texts.filter((_, i) => i % 2 === 0)).toEqual([
      '1.6\u202f%',
      '30\u202f%',
      '30\u202f%',
      '38\u202f%',
      'd',
    ]);
    // Of others together it is not known how far they may go.
    expect(
      calls.filter(({ method, args }) => method === 'setLineDash' && (args[0] as []).length > 0),
    ).toHaveLength(3);
  });

  it('have one gauge of the distance, the bound in it', () => {
    const { context, calls } = recordingContext();
    categoricalPictures(() => SHOWN, VIEW).draw(0, context, 114, 140, NAMED_PALETTE);
    expect(calls.filter(({ method, args }) => method === 'fillText' && args[0] === 'd')).toHaveLength(1);
  });
});

describe('the entropy of a policy', () => {
  it('is ln n where all are alike and nothing where one is certain', () => {
    expect(entropyOf([0.25, 0.25, 0.25, 0.25])).toBeCloseTo(Math.log(4), 12);
    expect(entropyOf([1, 0])).toBe(0);
  });
});
