/**
 * Elementary functions of doubles in whole-number arithmetic, as references that owe nothing to any platform. Values
 * are fixed-point numbers: a `bigint` v stands for v·2⁻¹²⁰⁰. Every finite double is one of them exactly, and even the
 * smallest results (about 2⁻¹⁰⁷⁴) keep more than a hundred significant bits.
 */

const BITS = 1200n;
const ONE = 1n << BITS;

/** A finite double, exactly. */
export function fixed(x: number): bigint {
  const bits = new BigUint64Array(Float64Array.of(x).buffer)[0]!;
  const biased = (bits >> 52n) & 0x7ffn;
  if (biased === 0x7ffn) throw new RangeError(`only finite numbers are fixed-point numbers, got ${x}`);
  const mantissa = (bits & 0xfffffffffffffn) | (biased === 0n ? 0n : 1n << 52n);
  // The unit of the mantissa is 2^(biased − 1075), that of subnormal numbers 2⁻¹⁰⁷⁴.
  const value = mantissa << (BITS - 1075n + (biased === 0n ? 1n : biased));
  return bits >> 63n === 1n ? -value : value;
}

/**
 * Distance of a finite double from the exact value, in units in the last place of doubles of that size: at most a half
 * if it is the nearest one.
 */
export function unitsInTheLastPlace(actual: number, exact: bigint): number {
  const size = exact < 0n ? -exact : exact;
  const length = BigInt(size.toString(2).length);
  const unit = 1n << (length - 53n > BITS - 1074n ? length - 53n : BITS - 1074n);
  const difference = fixed(actual) - exact;
  return Number(((difference < 0n ? -difference : difference) << 20n) / unit) / 2 ** 20;
}

/** Rounds towards 0, so that the terms of every series end at 0. */
function multiply(a: bigint, b: bigint): bigint {
  const product = a * b;
  return product < 0n ? -(-product >> BITS) : product >> BITS;
}

function divide(a: bigint, b: bigint): bigint {
  return (a << BITS) / b;
}

/** The whole number nearest to a/b. */
function nearest(a: bigint, b: bigint): bigint {
  const doubled = 2n * a + b;
  return doubled >= 0n ? doubled / (2n * b) : -((2n * b - 1n - doubled) / (2n * b));
}

/** Whole part of a square root (Newton's iteration from above). */
function wholeRoot(value: bigint): bigint {
  if (value < 2n) return value;
  let root = 1n << BigInt((value.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** 2 artanh s by its series, for small s. */
function twiceArtanh(s: bigint): bigint {
  const square = multiply(s, s);
  let sum = 0n;
  let power = s;
  for (let k = 1n; power !== 0n; k += 2n) {
    sum += power / k;
    power = multiply(power, square);
  }
  return 2n * sum;
}

/** arctan s by its series, for small s. */
function arctanSeries(s: bigint): bigint {
  const square = multiply(s, s);
  let sum = 0n;
  let power = s;
  for (let k = 1n; power !== 0n; k += 2n) {
    sum += power / k;
    power = -multiply(power, square);
  }
  return sum;
}

const LN2 = twiceArtanh(ONE / 3n);
/** π with twice as many bits, for the remainders of large arguments: π = 16 arctan(1/5) − 4 arctan(1/239). */
const LONG_PI = 16n * longArctanOfInverse(5n) - 4n * longArctanOfInverse(239n);
const PI = LONG_PI >> BITS;

function longArctanOfInverse(n: bigint): bigint {
  let power = (1n << (2n * BITS)) / n;
  let sum = 0n;
  for (let k = 1n; power !== 0n; k += 2n) {
    sum += k % 4n === 1n ? power / k : -(power / k);
    power /= n * n;
  }
  return sum;
}

export function exactExp(x: bigint): bigint {
  const n = nearest(x, LN2);
  const r = x - n * LN2;
  let sum = 0n;
  let term = ONE;
  for (let k = 1n; term !== 0n; k++) {
    sum += term;
    term = multiply(term, r) / k;
  }
  return n >= 0n ? sum << n : sum >> -n;
}

export function exactExpm1(x: bigint): bigint {
  return exactExp(x) - ONE;
}

export function exactLog(x: bigint): bigint {
  let e = BigInt(x.toString(2).length) - BITS;
  // x = 2ᵉ m with m from ½ to 1, then from √½ to √2.
  let s = x << BITS;
  s = e >= 0n ? s >> e : s << -e;
  let m = s >> BITS;
  if (2n * multiply(m, m) < ONE) {
    m *= 2n;
    e -= 1n;
  }
  return e * LN2 + twiceArtanh(divide(m - ONE, m + ONE));
}

export function exactLog1p(x: bigint): bigint {
  return exactLog(ONE + x);
}

export function exactTanh(x: bigint): bigint {
  const e = exactExp(2n * x);
  return divide(e - ONE, e + ONE);
}

/** x modulo π/2: the quarter turn, and a remainder within ± π/4. */
function reduce(x: bigint): { readonly quarter: bigint; readonly remainder: bigint } {
  const long = x << BITS;
  const n = nearest(2n * long, LONG_PI);
  return { quarter: ((n % 4n) + 4n) % 4n, remainder: (2n * long - n * LONG_PI) >> (BITS + 1n) };
}

/** Σ ± rᵏ/k! over odd or over even k. */
function circularSeries(r: bigint, first: bigint, start: bigint): bigint {
  const square = multiply(r, r);
  let sum = 0n;
  let term = start;
  for (let k = first; term !== 0n; k += 2n) {
    sum += term;
    term = -multiply(term, square) / ((k + 1n) * (k + 2n));
  }
  return sum;
}

export function exactSin(x: bigint): bigint {
  const { quarter, remainder } = reduce(x);
  const value =
    quarter % 2n === 0n ? circularSeries(remainder, 1n, remainder) : circularSeries(remainder, 0n, ONE);
  return quarter >= 2n ? -value : value;
}

export function exactCos(x: bigint): bigint {
  const { quarter, remainder } = reduce(x);
  const value =
    quarter % 2n === 0n ? circularSeries(remainder, 0n, ONE) : circularSeries(remainder, 1n, remainder);
  return quarter === 1n || quarter === 2n ? -value : value;
}

/** arctan(y/x) for y ≥ 0 and x ≥ 0, not both 0. */
function arctanOfQuotient(y: bigint, x: bigint): bigint {
  if (y > x) return PI / 2n - arctanOfQuotient(x, y);
  let tangent = divide(y, x);
  let doublings = 0n;
  // tan(α/2) = t/(1 + √(1 + t²)).
  for (; doublings < 4n; doublings++) {
    tangent = divide(tangent, ONE + wholeRoot((ONE << BITS) + tangent * tangent));
  }
  return arctanSeries(tangent) << doublings;
}

export function exactAtan(x: bigint): bigint {
  return x < 0n ? -arctanOfQuotient(-x, ONE) : arctanOfQuotient(x, ONE);
}

export function exactAtan2(y: bigint, x: bigint): bigint {
  const angle = arctanOfQuotient(y < 0n ? -y : y, x < 0n ? -x : x);
  const upper = x < 0n ? PI - angle : angle;
  return y < 0n ? -upper : upper;
}

export function exactAcos(x: bigint): bigint {
  return exactAtan2(wholeRoot(ONE * ONE - x * x), x);
}

export function exactHypot(x: bigint, y: bigint): bigint {
  return wholeRoot(x * x + y * y);
}

/** xʸ for x > 0. */
export function exactPower(x: bigint, y: bigint): bigint {
  return exactExp(multiply(y, exactLog(x)));
}
