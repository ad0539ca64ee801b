import { describe, expect, it } from 'vitest';
import {
  createDecadeTicks,
  createLinearTicks,
  formatCompact,
  formatCount,
  formatPowerOfTen,
  formatShare,
  stepsExtent,
} from '../../../src/components/axisTicks.ts';

describe('tick formats', () => {
  it('groups counts and shortens large ones', () => {
    expect(formatCount(83_968)).toBe('83,968');
    expect([0, 500, 25_000, 131_072, 1_500_000].map(formatCompact)).toEqual([
      '0',
      '500',
      '25k',
      '131.07k',
      '1.5M',
    ]);
  });

  it('gives linear ticks just the digits that tell them apart, with a true minus sign', () => {
    expect(createLinearTicks(-1500, 0, 4).map((tick) => tick.label)).toEqual(['−1500', '−1000', '−500', '0']);
    expect(createLinearTicks(-0.1, 0.3, 4).map((tick) => tick.label)).toEqual([
      '−0.1',
      '0.0',
      '0.1',
      '0.2',
      '0.3',
    ]);
  });

  it('thins decades to the room there is', () => {
    expect(createDecadeTicks(1e-5, 1e-2, 9).map((tick) => tick.label)).toEqual([
      '10⁻⁵',
      '10⁻⁴',
      '10⁻³',
      '10⁻²',
    ]);
    expect(createDecadeTicks(1e-5, 1e-2, 2).map((tick) => tick.label)).toEqual(['10⁻⁵', '10⁻³']);
    expect([0, 1, 12].map(formatPowerOfTen)).toEqual(['1', '10', '10¹²']);
  });

  it('never rounds a share to nothing or to everything', () => {
    const plain = (share: number) => formatShare(share).replace('\u202f', ' ').replace('\u202f', ' ');
    expect([0, 1e-4, 0.004, 0.414, 0.9996, 1].map(plain)).toEqual([
      '0 %',
      '< 0.1 %',
      '0.4 %',
      '41 %',
      '> 99.9 %',
      '100 %',
    ]);
  });
});

describe('stepsExtent', () => {
  it('shows a young run large and doubles until the budget', () => {
    expect(stepsExtent(0, 64_000)).toBe(1000);
    expect(stepsExtent(7000, 64_000)).toBe(8000);
    expect(stepsExtent(33_000, 64_000)).toBe(64_000);
  });

  it('holds what ran past the budget', () => {
    expect(stepsExtent(66_000, 64_000)).toBe(66_000);
  });
});
