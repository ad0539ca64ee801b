import { describe, expect, it } from 'vitest';
import { TrainFeed } from '../../../src/store/trainFeed.ts';
import { densitiesOf } from '../../../src/trainer/densities.ts';
import { iterationEvent, metrics } from '../../support/trainEvents.ts';

describe('TrainFeed', () => {
  it('keeps every point of a fast run, those it was only told about included', () => {
    const feed = new TrainFeed(1);
    const skipped = [1, 2].map((iteration) => ({
      iteration,
      steps: 2048 * iteration,
      seconds: iteration,
      members: [{ seed: 1, iteration, metrics: metrics(-iteration) }],
    }));
    feed.receive(iterationEvent(3, [-3], { skipped }));
    expect(feed.returns.length).toBe(3);
    expect([0, 1, 2].map((row) => feed.returns.value(row, 0))).toEqual([-1, -2, -3]);
    expect(feed.log.summaries.map(({ iteration }) => iteration)).toEqual([1, 2, 3]);
    expect(feed.latest?.iteration).toBe(3);
  });

  it('leaves a gap where no episode ended and no floor where there is none', () => {
    const feed = new TrainFeed(2);
    feed.receive(iterationEvent(1, [null, -5]));
    expect(feed.returns.value(0, 0)).toBeNaN();
    expect(feed.returns.value(0, 1)).toBe(-5);
    expect(feed.entropyFloor.length).toBe(0);
  });

  it('keeps shares beyond the bounds and largest distances, of a projection where there is one', () => {
    const feed = new TrainFeed(1);
    feed.receive(iterationEvent(1, [0]));
    expect([feed.beyond.proposed.value(0, 0), feed.largestKl.proposed.value(0, 0)]).toEqual([0.2, 0.05]);
    expect([feed.beyond.projected.value(0, 0), feed.largestKl.projected.value(0, 0)]).toEqual([0, 0.03]);
    const withoutLayer = new TrainFeed(1);
    const event = iterationEvent(1, [0]);
    const members = event.members.map((member) => ({
      ...member,
      metrics: { ...member.metrics, violations_projected: null, projected_max_kl: null },
    }));
    withoutLayer.receive({ ...event, members });
    expect([withoutLayer.beyond.projected.length, withoutLayer.largestKl.projected.length]).toEqual([0, 0]);
  });

  it('takes the densities of every iteration, once, those it was only told about included', () => {
    const feed = new TrainFeed(2);
    const distances = new Float32Array([0.1, 0.001]);
    const states = { mean: distances, covariance: distances, klMean: distances, klCovariance: distances };
    const densities = densitiesOf(states, null, { mean: 0.03, covariance: 0.001 });
    const counted = (iteration: number, seed2At: number) => {
      const event = iterationEvent(iteration, [0, 0]);
      const members = event.members.map((member, p) => ({
        ...member,
        densities,
        iteration: p === 0 ? iteration : seed2At,
      }));
      return { ...event, members };
    };
    feed.receive({ ...counted(2, 1), skipped: [counted(1, 1)] });
    expect(feed.densities.map(({ length }) => length)).toEqual([2, 1]);
    expect(feed.densities[0]!.overall('proposed', 'mean')).toMatchObject({ states: 4, beyond: 2 });
    expect(feed.densities[1]!.overall('proposed', 'mean')).toMatchObject({ states: 2, beyond: 1 });
  });

  it('ends the curves of a seed where it ended, and writes its numbers down once', () => {
    const feed = new TrainFeed(2);
    feed.receive(iterationEvent(1, [-4, -5]));
    const next = iterationEvent(2, [-3, null]);
    const members = next.members.map((member, p) => ({ ...member, iteration: p === 0 ? 2 : 1 }));
    feed.receive({ ...next, members });
    expect([0, 1].map((row) => feed.entropy.value(row, 0))).toEqual([1.4, 1.4]);
    expect([0, 1].map((row) => feed.entropy.value(row, 1))).toEqual([1.4, Number.NaN]);
    expect(feed.log.summaries.map((one) => one.members.map(({ seed }) => seed))).toEqual([[1, 2], [1]]);
  });

  it('tells its listeners until they leave, and forgets a fraction with the iteration', () => {
    const feed = new TrainFeed(1);
    let told = 0;
    const stop = feed.subscribe(() => told++);
    feed.progress(0.5);
    expect(feed.fraction).toBe(0.5);
    feed.receive(iterationEvent(1, [0]));
    expect(feed.fraction).toBe(0);
    stop();
    feed.progress(0.1);
    expect(told).toBe(2);
  });
});
