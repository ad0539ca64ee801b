const HALF_PI = 1.5707963267948966;
const HALF_PI_LOW = 6.123233995736766e-17;
const PI = Math.PI;
const PI_LOW = 1.2246467991473532e-16;

/** arctan x / x − 1 over x², for |x| ≤ tan(π/16): the alternating series to x²¹. */
function arctanTail(z: number): number {
  let sum = 1 / 23;
  for (let k = 21; k >= 3; k -= 2) sum = 1 / k - z * sum;
  return -sum;
}

/** arctan x for 0 ≤ x ≤ 1: the angle is halved twice, tan(α/2) = x/(1 + √(1 + x²)). */
function arctanOfUnit(x: number): number {
  const half = x / (1 + Math.sqrt(1 + x * x));
  const quarter = half / (1 + Math.sqrt(1 + half * half));
  const z = quarter * quarter;
  return 4 * (quarter + quarter * z * arctanTail(z));
}

/** arctan x in radians, within three units in the last place. */
export function atan(x: number): number {
  const size = Math.abs(x);
  const angle = size <= 1 ? arctanOfUnit(size) : HALF_PI - (arctanOfUnit(1 / size) - HALF_PI_LOW);
  return x < 0 || Object.is(x, -0) ? -angle : angle;
}

/** The angle of the point (x, y) in [−π, π], within three units in the last place; signs of zeros as in Math.atan2. */
export function atan2(y: number, x: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const flatY = Math.abs(y);
  const flatX = Math.abs(x);
  let angle: number;
  if (flatY === 0) angle = 0;
  else if (flatX === Infinity && flatY === Infinity) angle = HALF_PI / 2;
  else if (flatY <= flatX) angle = arctanOfUnit(flatY / flatX);
  else angle = HALF_PI - (arctanOfUnit(flatX / flatY) - HALF_PI_LOW);
  if (x < 0 || Object.is(x, -0)) angle = PI - (angle - PI_LOW);
  return y < 0 || Object.is(y, -0) ? -angle : angle;
}

/** arccos x in [0, π], within four units in the last place; NaN outside [−1, 1]. */
export function acos(x: number): number {
  if (!(x >= -1 && x <= 1)) return Number.NaN;
  return 2 * atan2(Math.sqrt(1 - x), Math.sqrt(1 + x));
}
