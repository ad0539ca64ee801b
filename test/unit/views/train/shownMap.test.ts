import { describe, expect, it } from 'vitest';
import { DEFAULT_RUN } from '../../../../src/experiments/fields.ts';
import { TrainFeed } from '../../../../src/store/trainFeed.ts';
import { mapNote, mapParts, shownMap, worseMapPart } from '../../../../src/views/train/shownMap.ts';
import { historyOf } from '../../../support/densities.ts';
import { iterationEvent } from '../../../support/trainEvents.ts';

const KL = { ...DEFAULT_RUN, projection: 'kl', meanBound: 0.03, covarianceBound: 0.001 } as const;

describe('the map of a run', () => {
  it('draws the bound of the part, and both added up on the KL', () => {
    const of = (part: 'mean' | 'covariance' | 'kl') => shownMap(new TrainFeed(1), 0, KL, 'proposed', part);
    expect(of('mean')).toMatchObject({ bound: 0.03, boundSymbols: [['ε', 'μ']] });
    expect(of('covariance')).toMatchObject({ bound: 0.001, boundSymbols: [['ε', 'Σ']] });
    expect(of('kl').bound).toBeCloseTo(0.031, 12);
    expect(of('kl').boundSymbols).toHaveLength(2);
  });

  it('draws no bound on the KL that is one on another distance, and says so', () => {
    const w2 = { ...KL, projection: 'w2' } as const;
    expect(shownMap(new TrainFeed(1), 0, w2, 'proposed', 'kl').boundSymbols).toBeNull();
    expect(mapNote(w2, 'proposed', 'kl')).toContain('on the W2 distance, not on the KL');
    expect(shownMap(new TrainFeed(1), 0, w2, 'proposed', 'mean').boundSymbols).toHaveLength(1);
    expect(mapNote(w2, 'proposed', 'mean')).not.toContain('not on the KL');
  });

  it('has one distance and one bound over discrete actions, and the KL beside another one', () => {
    const discrete = { ...KL, environment: 'cart-pole-balance', categoricalBound: 0.04 } as const;
    expect(mapParts(KL)).toEqual(['mean', 'covariance', 'kl']);
    expect(mapParts(discrete)).toEqual(['mean']);
    expect(shownMap(new TrainFeed(1), 0, discrete, 'proposed', 'mean')).toMatchObject({
      bound: 0.04,
      boundSymbols: [['ε', '']],
      boundName: null,
      distanceName: 'KL distance from the old policy',
    });
    const euclidean = { ...discrete, categoricalProjection: 'euclidean' } as const;
    expect(mapParts(euclidean)).toEqual(['mean', 'kl']);
    expect(shownMap(new TrainFeed(1), 0, euclidean, 'proposed', 'kl')).toMatchObject({
      boundSymbols: null,
      distanceName: 'KL from the old policy',
    });
    expect(mapNote(euclidean, 'proposed', 'kl')).toContain('on the Euclidean distance, not on the KL');
  });

  it('marks the iteration that is visited', () => {
    const feed = new TrainFeed(1);
    expect(shownMap(feed, 0, KL, 'proposed', 'mean').visited).toBeNull();
    feed.visit(iterationEvent(3, [0]));
    expect(shownMap(feed, 0, KL, 'proposed', 'mean').visited).toBe(3);
  });

  it('says what acts', () => {
    expect(mapNote({ ...KL, algorithm: 'trpl' }, 'proposed', 'mean')).toContain(
      'what it proposes is what acts',
    );
    expect(mapNote({ ...KL, algorithm: 'trpl' }, 'projected', 'mean')).toContain('stops at the bound. ');
    expect(mapNote({ ...KL, algorithm: 'ppo' }, 'proposed', 'mean')).toMatch(/^PPO has no layer/);
    const floor = { ...KL, algorithm: 'trpl', entropySchedule: 'linear' } as const;
    expect(mapNote(floor, 'projected', 'mean')).toContain('unless the entropy floor');
    expect(mapNote({ ...floor, entropyFirst: true }, 'projected', 'mean')).not.toContain('unless');
  });
});

describe('the part on show', () => {
  it('is the one with more states beyond, and stays where the other is hardly worse', () => {
    // Beyond the covariance bound, within the mean bound.
    const covariance = historyOf([[0.01, 0.01, 0.01]]);
    expect(worseMapPart(covariance, 'mean')).toBe('covariance');
    expect(worseMapPart(covariance, 'covariance')).toBe('covariance');
    expect(worseMapPart(historyOf([[0.1]]), 'mean')).toBe('mean');
    expect(worseMapPart(historyOf(), 'mean')).toBe('mean');
  });
});
