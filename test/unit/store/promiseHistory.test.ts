import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PromiseHistory } from '../../../src/store/promiseHistory.ts';
import { iterationEvent, metrics } from '../../support/trainEvents.ts';

const BOUNDS = { mean: 0.03, covariance: 0.001 };

describe('PromiseHistory', () => {
  it('tells shares of all iterations so far, over seeds, and the furthest state with its iteration', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            share: fc.double({ min: 0, max: 1, noNaN: true }),
            most: fc.integer({ min: 1, max: 999 }),
          }),
          {
            minLength: 1,
            maxLength: 30,
          },
        ),
        (iterations) => {
          const history = new PromiseHistory(BOUNDS);
          for (const [index, { share, most }] of iterations.entries()) {
            const event = iterationEvent(index + 1, [0, 0]);
            const members = event.members.map((member, p) => ({
              ...member,
              metrics: { ...member.metrics, violations_proposed: p === 0 ? share : 0 },
              densities: {
                first: new Uint8Array(),
                bins: new Uint8Array(),
                counts: new Uint16Array(),
                largest: Float64Array.of(p * most * BOUNDS.mean, BOUNDS.covariance / 2, 0),
              },
            }));
            history.record({ ...event, members });
          }
          const { proposed } = history;
          const sum = iterations.reduce((total, { share }) => total + share / 2, 0);
          expect(proposed.share).toBeCloseTo(sum / iterations.length, 9);
          const furthest = Math.max(...iterations.map(({ most }) => most));
          expect(proposed.worst!.distance).toBeCloseTo(furthest, 9);
          expect(iterations[proposed.worst!.iteration - 1]!.most).toBe(furthest);
          expect(proposed.largest.length).toBe(iterations.length);
        },
      ),
    );
  });

  it('tells the one distance that policies over discrete actions have', () => {
    const history = new PromiseHistory({ mean: 0.02, covariance: 0 });
    const event = iterationEvent(1, [0]);
    const densities = {
      ...{ first: new Uint8Array(), bins: new Uint8Array(), counts: new Uint16Array() },
      largest: Float64Array.of(0.05, 0, 0.05, 0.02, 0, 0.02),
    };
    history.record({ ...event, members: event.members.map((member) => ({ ...member, densities })) });
    expect(history.proposed.worst!.distance).toBeCloseTo(2.5, 12);
    expect(history.projected.largest.value(0, 0)).toBeCloseTo(1, 12);
  });

  it('tells one iteration alone as it counts it', () => {
    const history = new PromiseHistory(BOUNDS);
    const event = iterationEvent(3, [0, 0]);
    const members = event.members.map((member, p) => ({
      ...member,
      metrics: { ...member.metrics, violations_proposed: p / 2, violations_projected: null },
      densities: {
        ...{ first: new Uint8Array(), bins: new Uint8Array(), counts: new Uint16Array() },
        largest: Float64Array.of(BOUNDS.mean, (p + 2) * BOUNDS.covariance, 0),
      },
    }));
    history.record({ ...event, members });
    const moment = history.at(3)!;
    expect(moment.proposed.share).toBe(history.proposed.share);
    expect(moment.proposed.share).toBeCloseTo(0.25, 12);
    expect(moment.proposed.largest).toBe(history.proposed.worst!.distance);
    expect(moment.proposed.largest).toBeCloseTo(3, 12);
    expect(moment.projected).toBeNull();
    expect(history.at(4)).toBeNull();
  });

  it('leaves a gap where an iteration told no distances, and counts seeds only while they train', () => {
    const history = new PromiseHistory(BOUNDS);
    const told = (seed: number, iteration: number) => ({ seed, iteration, metrics: metrics(0) });
    history.record({ iteration: 1, steps: 10, seconds: 1, members: [told(1, 1), told(2, 1)] });
    history.record({ iteration: 2, steps: 20, seconds: 2, members: [told(1, 2), told(2, 1)] });
    history.record({ iteration: 3, steps: 30, seconds: 3, members: [told(1, 2), told(2, 1)] });
    expect(history.proposed.share).toBeCloseTo(0.2);
    expect(history.proposed.largest.length).toBe(2);
    expect(history.proposed.largest.value(0, 0)).toBeNaN();
    expect(history.proposed.worst).toBeNull();
    expect(history.projected.share).toBe(0);
  });
});
