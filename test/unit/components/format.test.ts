import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatField,
  formatFixed,
  formatInterval,
  formatShort,
  formatSignificant,
  parseField,
} from '../../../src/components/format.ts';

describe('a short number', () => {
  it('has no zeros that say nothing', () => {
    expect([0.03, 1e-3, 5e-5, 17.94, 1250, 0, 10].map((value) => formatShort(value))).toEqual([
      '0.03',
      '0.001',
      '5·10⁻⁵',
      '17.9',
      '1,250',
      '0',
      '10',
    ]);
  });
});

describe('formatSignificant', () => {
  it.each([
    [0.03, '0.0300'],
    [17.873917, '17.9'],
    [0.9996, '1.00'],
    [1250, '1,250'],
    [5e-5, '5.00·10⁻⁵'],
    [0.0009999, '0.00100'],
    [-0.25, '−0.250'],
    [2.5e6, '2.50·10⁶'],
    [0, '0'],
    [Number.POSITIVE_INFINITY, '∞'],
    [Number.NaN, 'not a number'],
  ])('writes %d as %s', (value, text) => {
    expect(formatSignificant(value)).toBe(text);
  });
});

describe('formatFixed', () => {
  it('has no negative zero and a true minus sign', () => {
    expect(formatFixed(-0.001)).toBe('0.00');
    expect(formatFixed(-1.234)).toBe('−1.23');
  });
});

describe('intervals', () => {
  it('keeps its numbers apart from their commas', () => {
    expect(formatInterval({ value: -1200, low: -1220, high: -1190 }, formatSignificant)).toBe(
      '−1,200 [−1,220; −1,190]',
    );
  });
});

describe('fields', () => {
  it.each([
    [5e-4, '0.0005'],
    [1e-4, '0.0001'],
    [5e-5, '5e-5'],
    [-0.03, '−0.03'],
  ])('shows %d', (value, text) => {
    expect(formatField(value)).toBe(text);
  });

  it.each([
    ['0.03', 0.03],
    ['5e-5', 5e-5],
    ['−1.5', -1.5],
    ['1,5', 1.5],
    ['131,072', 131072],
    ['131 072', 131072],
    ['.5', 0.5],
  ])('reads %s', (text, value) => {
    expect(parseField(text)).toBe(value);
  });

  it.each(['', 'abc', '1e', '0x10', '1.2.3', 'Infinity', '1e999', '--1'])('refuses %j', (text) => {
    expect(parseField(text)).toBeNull();
  });

  it('shows what it reads back, to its digits', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e8, max: 1e8, noNaN: true }), (value) => {
        const back = parseField(formatField(value, 6));
        expect(back).not.toBeNull();
        expect(Math.abs(back! - value)).toBeLessThanOrEqual(Math.abs(value) * 5e-6);
      }),
    );
  });
});
