import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromPlain, toPlain } from '../../../src/keeping/plainJson.ts';

const through = (value: unknown) => fromPlain(JSON.parse(JSON.stringify(toPlain(value))));

describe('plain JSON', () => {
  it('holds every number to the last bit, alone, in lists, records and arrays', () => {
    const number = fc.double();
    const words = fc.string().filter((key) => key !== '__proto__');
    const value = fc.oneof(
      fc.letrec((tie) => ({
        value: fc.oneof(
          number,
          fc.boolean(),
          fc.string(),
          fc.constant(null),
          fc.array(tie('value'), { maxLength: 4 }),
          fc.dictionary(words, tie('value'), { minKeys: 2, maxKeys: 4, noNullPrototype: true }),
        ),
      })).value,
      fc.array(number).map((list) => Float64Array.from(list)),
      fc.array(number).map((list) => Float32Array.from(list)),
      fc.array(fc.nat()).map((list) => Uint32Array.from(list)),
      fc.array(fc.nat(0xffff)).map((list) => Uint16Array.from(list)),
      fc.array(fc.integer()).map((list) => Int32Array.from(list)),
      fc.array(fc.nat(255)).map((list) => Uint8Array.from(list)),
    );
    fc.assert(
      fc.property(value, (one) => {
        expect(through(one)).toStrictEqual(one);
      }),
    );
  });

  it('writes the part of a larger buffer that an array sees, however long', () => {
    const whole = Float32Array.from({ length: 100_000 }, (_, i) => i / 7);
    const part = through(whole.subarray(3, 90_001)) as Float32Array;
    expect(part.length).toBe(89_998);
    expect(part.every((value, i) => value === whole[i + 3])).toBe(true);
  });

  it('leaves out what is not there, and has no word for functions or other arrays', () => {
    expect(through({ a: 1, b: undefined })).toEqual({ a: 1 });
    expect(() => toPlain({ f: () => 1 })).toThrow(TypeError);
    expect(() => toPlain(new BigInt64Array(1))).toThrow(TypeError);
  });

  it('refuses what is no array and no number', () => {
    expect(() => fromPlain({ float32: 'AAA=' })).toThrow(TypeError);
    expect(() => fromPlain({ float32: '!' })).toThrow();
    expect(() => fromPlain({ number: 'seven' })).toThrow(TypeError);
    expect(() => fromPlain({ number: 'toString' })).toThrow(TypeError);
  });
});
