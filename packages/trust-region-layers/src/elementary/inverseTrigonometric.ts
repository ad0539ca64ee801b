const HALF_PI = 1.5707963267948966;
const HALF_PI_LOW = 6.123233995736766e-17;
const QUARTER_PI = 0.7853981633974483;
const PI = Math.PI;
const PI_LOW = 1.2246467991473532e-16;

/** arctan(j/4) in two parts at 2j and 2j + 1. */
const ANCHORS = Float64Array.of(
  0,
  0,
  0.24497866312686414,
  1.0698755618734451e-17,
  0.4636476090008061,
  2.2698777452961687e-17,
  0.6435011087932844,
  1.5834785051444286e-17,
  0.7853981633974483,
  3.061616997868383e-17,
);

/**
 * arctan x for 0 ≤ x ≤ 1: with the nearest quarter c, arctan x = arctan c + arctan t, t = (x − c)/(1 + xc) between ± 1/8,
 * whose alternating series ends with t¹⁷; the next term is below 2⁻⁵⁸ of the first.
 */
function arctanOfUnit(x: number): number {
  const j = Math.floor(4 * x + 0.5);
  const c = 0.25 * j;
  const t = (x - c) / (1 + x * c);
  const z = t * t;
  const w = z * z;
  const low = -1 / 3 + z * (1 / 5) + w * (-1 / 7 + z * (1 / 9));
  const high = -1 / 11 + z * (1 / 13) + w * (-1 / 15 + z * (1 / 17));
  return ANCHORS[2 * j]! + (t + (t * z * (low + w * w * high) + ANCHORS[2 * j + 1]!));
}

/** arctan x in radians, within two units in the last place. See docs/mathematics.md §12. */
export function atan(x: number): number {
  if (Number.isNaN(x)) return x;
  const size = Math.abs(x);
  const angle = size <= 1 ? arctanOfUnit(size) : HALF_PI - (arctanOfUnit(1 / size) - HALF_PI_LOW);
  return x < 0 || Object.is(x, -0) ? -angle : angle;
}

/** The angle of the point (x, y) in [−π, π], within two units in the last place; signs of zeros as in Math.atan2. */
export function atan2(y: number, x: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const flatY = Math.abs(y);
  const flatX = Math.abs(x);
  const left = x < 0 || Object.is(x, -0);
  let angle: number;
  if (flatY <= flatX) {
    // Quotients of two zeros and of two infinities are not numbers.
    angle = flatY === 0 ? 0 : flatY === Infinity ? QUARTER_PI : arctanOfUnit(flatY / flatX);
    if (left) angle = PI - (angle - PI_LOW);
  } else {
    const fromUpright = arctanOfUnit(flatX / flatY);
    angle = HALF_PI + ((left ? fromUpright : -fromUpright) + HALF_PI_LOW);
  }
  return y < 0 || Object.is(y, -0) ? -angle : angle;
}

/** arccos x in [0, π], within three units in the last place; NaN outside [−1, 1]. */
export function acos(x: number): number {
  if (!(x >= -1 && x <= 1)) return Number.NaN;
  return 2 * atan2(Math.sqrt(1 - x), Math.sqrt(1 + x));
}
