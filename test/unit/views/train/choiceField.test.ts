import { describe, expect, it } from 'vitest';
import type { PolicyField } from '../../../../src/trainer/policyField.ts';
import { choiceField } from '../../../../src/views/train/choiceField.ts';
import { readField } from '../../../../src/views/train/fieldReading.ts';
import { chain } from '../../../support/chain.ts';

const GRID = { columns: 2, rows: 1 };
const NOTHING = new Float64Array();

const fieldOf = (now: readonly number[], old: readonly number[] = now): PolicyField => ({
  policyGrid: GRID,
  old: { mean: Float64Array.from(old), covariance: NOTHING },
  now: { mean: Float64Array.from(now), covariance: NOTHING },
  valueGrid: GRID,
  value: Float64Array.of(3, 4),
});

describe('a field over discrete actions', () => {
  it('is drawn between the first action and the last, as wide as it is unsure', () => {
    const { now, old } = choiceField(fieldOf([0.5, 0.5, 0, 1], [1, 0, 0.25, 0.75]), 2);
    expect([...now.mean]).toEqual([0, 1]);
    expect([...now.covariance]).toEqual([1, 0]);
    expect([...old.mean]).toEqual([-1, 0.5]);
    expect([...choiceField(fieldOf([0.2, 0.2, 0.6, 0, 1, 0]), 3).now.mean]).toEqual([expect.closeTo(0.4), 0]);
  });

  it('is drawn as the likeliest of many actions', () => {
    const { now } = choiceField(fieldOf([0.1, 0.1, 0.1, 0.6, 0.1, 0.6, 0.1, 0.1, 0.1, 0.1]), 5);
    expect([...now.mean]).toEqual([0.5, -1]);
  });

  it('is read as the probability of every action', () => {
    const plane = {
      across: { label: 'cell', low: 0, high: 1 },
      up: { label: 'nothing', low: 0, high: 1 },
      rest: '',
      fill: () => {},
      locate: () => [0, 0] as const,
    };
    const field = fieldOf([0.2, 0.2, 0.6, 0, 1, 0], [0, 0, 1, 0, 0, 1]);
    const lines = readField(chain, plane, field, [0], [0, 0]);
    expect(Object.fromEntries(lines.map(({ name, value }) => [name, value]))).toMatchObject({
      'new policy': 'left 20\u202f%, stay 20\u202f%, right 60\u202f%',
      'old policy': 'left 0\u202f%, stay 0\u202f%, right 100\u202f%',
      value: '3.0',
    });
  });
});
