import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairLabel } from '../../../../src/views/train/pairLabel.ts';

describe('the label of a pair', () => {
  it('says once what both share', () => {
    expect(pairLabel('torque τ₁ (0.1 N m)', 'torque τ₂ (0.1 N m)')).toBe('torque τ₁ · τ₂ (0.1 N m)');
    expect(pairLabel('force x', 'torque')).toBe('force x · torque');
    expect(pairLabel('push (m)', 'push (m)')).toBe('push (m) · (m)');
  });

  it('leaves nothing out of either', () => {
    const words = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(words, words, (one, other) => {
        const [left, right] = pairLabel(one.join(' '), other.join(' ')).split(' · ');
        expect(left!.split(' ')).toEqual(one.slice(0, left!.split(' ').length));
        expect(right!.split(' ')).toEqual(other.slice(other.length - right!.split(' ').length));
      }),
    );
  });
});
