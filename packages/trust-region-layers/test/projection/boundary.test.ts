import { describe, expect, it } from 'vitest';
import { isBeyond } from '../../src/projection/boundary.ts';

describe('isBeyond', () => {
  it('lets pass what float32 rounds a length to, and no more', () => {
    const bound = 1e-3;
    const at = (length: number) => (Math.sqrt(bound) + length) ** 2;
    expect(isBeyond(bound, bound)).toBe(false);
    expect(isBeyond(at(0.9e-6), bound)).toBe(false);
    expect(isBeyond(at(1.1e-6), bound)).toBe(true);
    expect(isBeyond(Infinity, bound)).toBe(true);
  });

  it('lets pass a hundredth of a small bound', () => {
    expect(isBeyond(1.009e-6, 1e-6)).toBe(false);
    expect(isBeyond(1.011e-6, 1e-6)).toBe(true);
    expect(isBeyond(1.009e-5, 1e-5)).toBe(true);
  });
});
