import { lab, rgb } from 'd3-color';
import { interpolateLab } from 'd3-interpolate';

/** How many shades a ramp has. */
export const RAMP_LEVELS = 256;

/** The share of states at which a ramp begins; it ends at all of them, and its steps are equal factors. */
export const FAINTEST_SHARE = 0.0005;
/** The shares at both ends, as they are written beside it. */
export const SHARE_ENDS = ['0.05\u202f%', '100\u202f%'] as const;
/** 1 / ln(1 / FAINTEST_SHARE), written out so that it is worked out once. */
const PER_FACTOR = 1 / -Math.log(FAINTEST_SHARE);

/** Shades from few states to all of them. */
export interface DensityRamp {
  /** [levels], as a pixel of an image holds them: red in the lowest byte, opaque. */
  readonly pixels: Uint32Array;
  /** For a legend: a background of CSS from left to right. */
  readonly gradient: string;
}

/**
 * Shades of one colour from the background to the ink, their lightness in equal steps (CIELAB), so that equal factors look
 * like equal steps in a light scheme and in a dark one.
 * @param colour the policy's own
 * @param ground what lies beneath
 * @param ink the strongest colour of the scheme
 */
export function createDensityRamp(colour: string, ground: string, ink: string): DensityRamp {
  const faint = interpolateLab(ground, colour)(0.2);
  const strong = interpolateLab(colour, ink)(0.75);
  const [low, middle, high] = [lab(faint).l, lab(colour).l, lab(strong).l];
  const turn = Math.max(0.05, Math.min(0.95, (middle - low) / (high - low)));
  const below = interpolateLab(faint, colour);
  const above = interpolateLab(colour, strong);
  const shade = (t: number) => (t < turn ? below(t / turn) : above((t - turn) / (1 - turn)));
  const pixels = Uint32Array.from({ length: RAMP_LEVELS }, (_, level) => {
    const { r, g, b } = rgb(shade(level / (RAMP_LEVELS - 1)));
    return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
  });
  const stops = Array.from({ length: 9 }, (_, i) => shade(i / 8));
  return { pixels, gradient: `linear-gradient(to right, ${stops.join(', ')})` };
}

/** The level of a share of the states, above 0 and up to 1. */
export function rampLevel(share: number): number {
  const t = 1 + Math.log(share) * PER_FACTOR;
  return Math.max(0, Math.min(RAMP_LEVELS - 1, Math.round(t * (RAMP_LEVELS - 1))));
}
