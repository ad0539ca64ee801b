import { lab, rgb } from 'd3-color';
import { describe, expect, it } from 'vitest';
import {
  createDensityRamp,
  FAINTEST_SHARE,
  RAMP_LEVELS,
  rampLevel,
} from '../../../src/components/densityRamp.ts';

/** Colour of the policy, panel and ink of both schemes. */
const SCHEMES = {
  light: ['#d55e00', '#ffffff', '#1b1f24'],
  dark: ['#2cc196', '#171b20', '#e8eaed'],
} as const;

describe('the ramp of a map', () => {
  for (const [scheme, [colour, ground, ink]] of Object.entries(SCHEMES)) {
    it(`leads away from the background in equal steps of lightness: ${scheme}`, () => {
      const { pixels, gradient } = createDensityRamp(colour, ground, ink);
      const lightness = Array.from(
        pixels,
        (pixel) => lab(rgb(pixel & 255, (pixel >>> 8) & 255, (pixel >>> 16) & 255)).l,
      );
      expect(pixels).toHaveLength(RAMP_LEVELS);
      expect(new Set(Array.from(pixels, (pixel) => pixel >>> 24))).toEqual(new Set([255]));
      const step = (lightness.at(-1)! - lightness[0]!) / (RAMP_LEVELS - 1);
      expect(Math.sign(step)).toBe(Math.sign(lab(ink).l - lab(ground).l));
      expect(Math.abs(step * (RAMP_LEVELS - 1))).toBeGreaterThan(40);
      for (const [level, l] of lightness.entries()) {
        expect(Math.abs(l - (lightness[0]! + level * step))).toBeLessThan(2);
      }
      // The faintest shade is told from no shade at all.
      expect(Math.abs(lightness[0]! - lab(ground).l)).toBeGreaterThan(4);
      expect(gradient).toMatch(/^linear-gradient/);
    });
  }

  it('gives equal factors equal steps, and has an end at either side', () => {
    expect(rampLevel(1)).toBe(RAMP_LEVELS - 1);
    expect(rampLevel(FAINTEST_SHARE)).toBe(0);
    expect(rampLevel(1e-9)).toBe(0);
    const middle = rampLevel(Math.sqrt(FAINTEST_SHARE));
    expect(Math.abs(middle - (RAMP_LEVELS - 1) / 2)).toBeLessThanOrEqual(1);
  });
});
