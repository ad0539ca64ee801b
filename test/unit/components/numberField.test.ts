import { describe, expect, it } from 'vitest';
import { naturalStep, readNumber } from '../../../src/components/NumberField.tsx';

const LIMITS = { minimum: 1e-8, maximum: 10 };

describe('what a number field takes', () => {
  it('takes a number inside its limits', () => {
    expect(readNumber('5e-5', LIMITS)).toEqual({ value: 5e-5 });
  });

  it.each([
    ['', 'Type a number, such as 0.03 or 5e-5.'],
    ['0', 'Must be at least 1e-8.'],
    ['11', 'Must be at most 10.'],
  ])('answers %j with a sentence', (text, problem) => {
    expect(readNumber(text, LIMITS)).toEqual({ problem });
  });

  it('asks for whole numbers and for what the form knows better', () => {
    expect(readNumber('1.5', { ...LIMITS, integer: true })).toEqual({ problem: 'Type a whole number.' });
    expect(readNumber('2', { ...LIMITS, validate: () => 'Not now.' })).toEqual({ problem: 'Not now.' });
  });

  it('steps by a tenth of the leading digit', () => {
    expect(naturalStep(0.03, 0, 1)).toBeCloseTo(1e-3, 12);
    expect(naturalStep(250, 0, 1000)).toBe(10);
    expect(naturalStep(0, -10, 10)).toBeCloseTo(0.01, 12);
  });
});
