import { describe, expect, it } from 'vitest';
import { runMarks } from '../../../src/store/runMarks.ts';
import { iterationEvent, metrics } from '../../support/trainEvents.ts';

/** One seed's return and share of states beyond a bound, iteration by iteration. */
const history = (rows: readonly (readonly [number | null, number])[]) =>
  rows.map(([episodicReturn, share], index) => ({
    ...iterationEvent(index + 1, []),
    members: [
      {
        seed: 1,
        iteration: index + 1,
        metrics: { ...metrics(episodicReturn), violations_proposed: share },
      },
    ],
  }));

describe('runMarks', () => {
  it('finds the best return and the most states beyond the bound, the first of equals', () => {
    const rows = history([
      [null, 0],
      [-900, 0.2],
      [-100, 0.9],
      [-100, 0.9],
      [-300, 0.1],
    ]);
    expect(runMarks(rows)).toEqual([
      { kind: 'return', iteration: 3, value: -100 },
      { kind: 'beyond', iteration: 3, value: 0.9 },
    ]);
  });

  it('marks nothing where no episode ended and no state was beyond', () => {
    expect(
      runMarks(
        history([
          [null, 0],
          [null, 0],
        ]),
      ),
    ).toEqual([]);
    expect(runMarks([])).toEqual([]);
  });
});
