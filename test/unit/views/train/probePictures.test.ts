import { describe, expect, it } from 'vitest';
import type { BoxSpace } from '../../../../src/environments/environment.ts';
import { environmentById } from '../../../../src/environments/environmentById.ts';
import { TrainFeed } from '../../../../src/store/trainFeed.ts';
import { createProbePictures, type ProbeView } from '../../../../src/views/train/probePictures.ts';
import type { ReadProbes, ShownProbes } from '../../../../src/views/train/useProbes.ts';
import { NAMED_PALETTE } from '../../../support/palette.ts';
import { recordingContext } from '../../../support/recordingContext.ts';
import { iterationEvent } from '../../../support/trainEvents.ts';

const { actionSpace } = environmentById('point-mass');
const gaussians = (x: number) => ({
  mean: Float64Array.of(x, 0),
  covariance: Float64Array.of(0.01, 0, 0, 0.01),
});

function report(feed: TrainFeed, iteration: number, proposed: number) {
  const event = iterationEvent(iteration, [0]);
  const probes = { ...event.members[0]!.probes, old: gaussians(0), proposed: gaussians(proposed) };
  feed.receive({ ...event, members: [{ ...event.members[0]!, probes }] });
}

/** Reads the probes of the first seed. */
function readerOf(feed: TrainFeed): ReadProbes {
  let seen: ShownProbes | null = null;
  return () => {
    const shown = feed.shown;
    if (shown !== null && shown.iteration !== seen?.iteration) {
      seen = { iteration: shown.iteration, probes: shown.members[0]!.probes };
    }
    return seen;
  };
}

function picturesOf(feed: TrainFeed, changes: Partial<ProbeView> = {}) {
  return createProbePictures(readerOf(feed), {
    ...{ actionSpace: actionSpace as BoxSpace, pair: [0, 1], magnification: 1, region: null },
    bounds: { mean: 0.03, covariance: 0.001 },
    ...changes,
  });
}

/** Where the dots of the old and of the proposed mean are drawn. */
function dots(feed: TrainFeed, changes: Partial<ProbeView> = {}) {
  const { context, calls } = recordingContext();
  picturesOf(feed, changes).draw(0, context, 100, 100, NAMED_PALETTE);
  return calls.filter(({ method }) => method === 'arc').map(({ numbers }) => numbers[0]!);
}

describe('the pictures of probe states', () => {
  it('draw nothing before the first report, and say so', () => {
    const feed = new TrainFeed(1);
    expect(dots(feed)).toEqual([]);
    expect(picturesOf(feed).describe(2)).toBe('State 3: nothing yet.');
  });

  it('follow the newest report', () => {
    const feed = new TrainFeed(1);
    const pictures = picturesOf(feed);
    report(feed, 1, 0.1);
    expect(pictures.describe(0)).toBe('State 1. Means: old (0, 0), proposed (0.10, 0).');
    report(feed, 2, 0.2);
    expect(pictures.describe(0)).toContain('proposed (0.20, 0)');
    expect(pictures.describe(1)).toBe('State 2: nothing yet.');
  });

  it('magnify what is drawn, not what is said', () => {
    const feed = new TrainFeed(1);
    report(feed, 1, 0.01);
    const [old, proposed] = dots(feed) as [number, number];
    const [oldStill, proposedFar] = dots(feed, { magnification: 3 }) as [number, number];
    expect(oldStill).toBe(old);
    expect(proposedFar - oldStill).toBeGreaterThan(2 * (proposed - old));
    expect(picturesOf(feed, { magnification: 3 }).describe(0)).toContain('proposed (0.010, 0)');
  });

  it('are bells where there is one action', () => {
    const feed = new TrainFeed(1);
    const event = iterationEvent(1, [0]);
    const single = { mean: Float64Array.of(0.5), covariance: Float64Array.of(0.04) };
    const probes = { ...event.members[0]!.probes, old: single, proposed: single, projected: single };
    feed.receive({ ...event, members: [{ ...event.members[0]!, probes }] });
    const pictures = picturesOf(feed, { actionSpace: environmentById('pendulum').actionSpace as BoxSpace });
    const words = 'mean 0.50, standard deviation 0.20';
    expect(pictures.describe(0)).toBe(`State 1. Old ${words}; proposed ${words}; projected ${words}.`);
  });

  it('leave a faint trail of earlier iterations, not of later ones, and none where changes are magnified', () => {
    const feed = new TrainFeed(1);
    const pictures = picturesOf(feed);
    const outlines = (shown: ReturnType<typeof picturesOf>) => {
      const { context, calls } = recordingContext();
      shown.draw(0, context, 100, 100, NAMED_PALETTE);
      return calls.filter(({ method }) => method === 'closePath').length;
    };
    report(feed, 1, 0.1);
    const alone = outlines(pictures);
    report(feed, 2, 0.2);
    expect(outlines(pictures)).toBe(alone + 1);
    report(feed, 3, 0.3);
    expect(outlines(pictures)).toBe(alone + 2);
    const third = feed.latest!;
    feed.visit({ ...third, iteration: 2 });
    expect(outlines(pictures)).toBe(alone + 1);
    feed.visit(null);
    const large = picturesOf(feed, { magnification: 3 });
    expect(outlines(large)).toBe(alone);
  });
});
