import type { Palette } from './palette.ts';

type Rgb = readonly [number, number, number];

/** Of `#rrggbb` or `#rgb`. */
function rgbOf(hex: string): Rgb {
  const short = hex.trim().slice(1);
  const long = short.length === 3 ? [...short].map((digit) => digit + digit).join('') : short;
  const digits = Number.parseInt(long.slice(0, 6), 16);
  return [digits >> 16, (digits >> 8) & 255, digits & 255];
}

/** Colours from one end of a scale through the panel's to the other, given −1 … 1 (clipped). Not a number: the sunken tone. */
export function divergingColours({ accent, goal, panel, sunken }: Palette): (share: number) => Rgb {
  const [low, middle, high, none] = [accent, panel, goal, sunken].map(rgbOf) as [Rgb, Rgb, Rgb, Rgb];
  return (share) => {
    if (Number.isNaN(share)) return none;
    const end = share < 0 ? low : high;
    const weight = Math.min(1, Math.abs(share));
    return [0, 1, 2].map((i) => middle[i]! + weight * (end[i]! - middle[i]!)) as unknown as Rgb;
  };
}
