import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/random/random.ts';
import { normalisedEntry, ObservationNormaliser } from '../../../src/trainer/observationNormalisation.ts';

describe('ObservationNormaliser', () => {
  it('has the mean and variance of everything it saw, in whatever batches it came', () => {
    const random = createRandom(7);
    const rows = 60;
    const data = Float64Array.from({ length: rows * 2 }, (_, i) =>
      i % 2 ? 1000 + random.normal() : 3 * random.normal(),
    );
    const normaliser = new ObservationNormaliser(2, true);
    normaliser.update(data, 0, 1);
    normaliser.update(data, 2, 9);
    normaliser.update(data, 20, 50);
    for (const j of [0, 1]) {
      const column = Array.from({ length: rows }, (_, i) => data[i * 2 + j]!);
      const mean = column.reduce((sum, x) => sum + x / rows, 0);
      const variance = column.reduce((sum, x) => sum + (x - mean) ** 2 / rows, 0);
      // The initial guess still weighs 1e-4 observations.
      expect(Math.abs(normaliser.mean[j]! - mean) / Math.abs(mean)).toBeLessThan(1e-5);
      if (j === 0) expect(normaliser.deviation()[j]).toBeCloseTo(Math.sqrt(variance), 4);
    }
  });

  it('clips to ±10 deviations and leaves the statistics alone when it normalises', () => {
    const normaliser = new ObservationNormaliser(1, true);
    normaliser.update(Float64Array.of(-1, 1), 0, 2);
    const before = normaliser.statistics();
    const target = new Float32Array(4);
    normaliser.normalise(Float64Array.of(0, 1e6, -1e6, 1), 0, target, 0, 4);
    expect(target[0]).toBeCloseTo(0, 6);
    expect([target[1], target[2]]).toEqual([10, -10]);
    expect(target[3]).toBeCloseTo(1, 6);
    expect(normaliser.statistics()).toEqual(before);
  });

  it('survives a component that never moves', () => {
    const normaliser = new ObservationNormaliser(1, true);
    for (let i = 0; i < 1000; i++) normaliser.update(Float64Array.of(5, 5), 0, 2);
    const target = new Float32Array(1);
    normaliser.normalise(Float64Array.of(5), 0, target, 0, 1);
    expect(Math.abs(target[0]!)).toBeLessThan(0.1);
  });

  it('passes observations through when it is off', () => {
    const normaliser = new ObservationNormaliser(2, false);
    normaliser.update(Float64Array.of(100, 200), 0, 1);
    const target = new Float32Array(2);
    normaliser.normalise(Float64Array.of(100, 200), 0, target, 0, 1);
    expect([...target]).toEqual([100, 200]);
    expect([...normaliser.mean, ...normaliser.deviation()]).toEqual([0, 0, 1, 1]);
  });

  it('continues from stored statistics as if it had never stopped', () => {
    const first = new ObservationNormaliser(1, true);
    first.update(Float64Array.of(1, 2, 4), 0, 3);
    const second = new ObservationNormaliser(1, true);
    second.restore(JSON.parse(JSON.stringify(first.statistics())));
    first.update(Float64Array.of(8), 0, 1);
    second.update(Float64Array.of(8), 0, 1);
    expect(second.statistics()).toEqual(first.statistics());
  });
});

describe('what an acting policy sees', () => {
  it('is what the run normalised, and the observation itself where it did not, however large', () => {
    const observation = Float64Array.of(30, -0.5);
    for (const enabled of [true, false]) {
      const normaliser = new ObservationNormaliser(2, enabled);
      normaliser.update(Float64Array.of(1, 2, 1.1, -2), 0, 2);
      const given = new Float32Array(2);
      normaliser.normalise(observation, 0, given, 0, 1);
      const policy = {
        normalised: normaliser.enabled,
        observationMean: normaliser.mean,
        observationDeviation: normaliser.deviation(),
      };
      const seen = observation.map((value, j) => normalisedEntry(policy, value, j));
      expect(Array.from(given)).toEqual(Array.from(seen, Math.fround));
      expect(seen[0]).toBe(enabled ? 10 : 30);
    }
  });
});
