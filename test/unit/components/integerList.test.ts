import { describe, expect, it } from 'vitest';
import { readIntegers } from '../../../src/components/IntegerListField.tsx';

const limits = { minimum: 0, maximum: 100, minimumLength: 1, maximumLength: 5 };

describe('readIntegers', () => {
  it('reads lists and ranges', () => {
    expect(readIntegers('3', limits)).toEqual({ value: [3] });
    expect(readIntegers(' 1, 2;7 ', limits)).toEqual({ value: [1, 2, 7] });
    expect(readIntegers('1-3, 9', limits)).toEqual({ value: [1, 2, 3, 9] });
    expect(readIntegers('1..3,9', limits)).toEqual({ value: [1, 2, 3, 9] });
  });

  it('says what is wrong in a sentence', () => {
    const problem = (text: string) => {
      const outcome = readIntegers(text, limits);
      return 'problem' in outcome ? outcome.problem : '';
    };
    expect(problem('a, b')).toMatch(/whole numbers/);
    expect(problem('')).toMatch(/at least one/);
    expect(problem('5-1')).toMatch(/backwards/);
    expect(problem('1-99999999999')).toMatch(/At most 5/);
    expect(problem('7, 101')).toMatch(/101 is not between 0 and 100/);
  });
});
