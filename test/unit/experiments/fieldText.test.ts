import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RUN_FIELDS } from '../../../src/experiments/fields.ts';
import { fieldFromText, fieldToText } from '../../../src/experiments/fieldText.ts';
import type { Field } from '../../../src/fields/field.ts';

const field = (name: string): Field => RUN_FIELDS.find((one) => one.name === name)!;

describe('lists of integers', () => {
  const read = (text: string) => fieldFromText(field('seeds'), text);

  it('are read from numbers and ranges', () => {
    expect(read('3')).toEqual([3]);
    expect(read('1..5')).toEqual([1, 2, 3, 4, 5]);
    expect(read(' 7, 1..3 ,9..9')).toEqual([7, 1, 2, 3, 9]);
  });

  it('stay text for the schema to complain about where they are anything else', () => {
    for (const text of ['5..1', '1..', '..3', '1..2..3', '1...3', '0.5..2.5', 'x', '', '1,,2']) {
      expect(read(text)).toBe(text);
    }
  });

  it('never become longer than the field allows, however long the range', () => {
    for (const text of ['0..16', '0..2147483647', '1..1e300', '-1e300..1']) expect(read(text)).toBe(text);
    expect(read('0..15')).toHaveLength(16);
  });

  it('read back what is written of them', () => {
    const seeds = fc.array(fc.integer({ min: 0, max: 2_147_483_647 }), { minLength: 1, maxLength: 16 });
    fc.assert(
      fc.property(seeds, (list) => {
        expect(read(fieldToText(field('seeds'), list))).toEqual(list);
      }),
    );
  });
});
