/** Codes of activations, shared with network.ts. */
export const LINEAR: i32 = 0;
export const TANH: i32 = 1;
export const RELU: i32 = 2;
export const ELU: i32 = 3;

/** tanh is ±1 to float32 beyond. */
const SATURATED: f32 = 9.0;

/**
 * tanh x = x P(x²)/Q(x²), fitted to a relative error below 1e-8 on [0, 9]; in float32 within 4e-7.
 * See docs/mathematics.md §10.1.
 */
// @ts-ignore: decorator
@inline
function tanh4(x: v128): v128 {
  const limit = f32x4.splat(SATURATED);
  const a = f32x4.max(f32x4.min(x, limit), f32x4.neg(limit));
  const z = f32x4.mul(a, a);
  let p = f32x4.splat(-8.488775817255129e-14);
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(5.277974932105245e-11));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(-2.022528278189384e-8));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(0.000011154323146911338));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(0.003103957511484623));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(0.13084010779857635));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(1.0));
  let q = f32x4.splat(0.0002546147152315825);
  q = f32x4.add(f32x4.mul(q, z), f32x4.splat(0.024495184421539307));
  q = f32x4.add(f32x4.mul(q, z), f32x4.splat(0.4641733765602112));
  q = f32x4.add(f32x4.mul(q, z), f32x4.splat(1.0));
  const y = f32x4.div(f32x4.mul(a, p), q);
  const one = f32x4.splat(1.0);
  return f32x4.max(f32x4.min(y, one), f32x4.neg(one));
}

const LOG2E: f32 = 1.4426950408889634;
const LN2: f32 = 0.6931471805599453;
/** e^x is below the smallest normal float32 beyond. */
const LOWEST: f32 = -87.0;

/** e^x for x ≤ 0 within 3e-7: 2ⁿ times Taylor's series of the rest. */
// @ts-ignore: decorator
@inline
function exp4(x: v128): v128 {
  const a = f32x4.max(x, f32x4.splat(LOWEST));
  const n = f32x4.nearest(f32x4.mul(a, f32x4.splat(LOG2E)));
  const r = f32x4.sub(a, f32x4.mul(n, f32x4.splat(LN2)));
  let p = f32x4.splat(1.0 / 720.0);
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.0 / 120.0));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.0 / 24.0));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.0 / 6.0));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(0.5));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.0));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.0));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(p, power);
}

/** Four activated numbers. */
// @ts-ignore: decorator
@inline
export function activate4(x: v128, activation: i32): v128 {
  if (activation == TANH) return tanh4(x);
  if (activation == RELU) return f32x4.max(x, f32x4.splat(0.0));
  if (activation == ELU) {
    const negative = f32x4.sub(exp4(f32x4.min(x, f32x4.splat(0.0))), f32x4.splat(1.0));
    return v128.bitselect(x, negative, f32x4.gt(x, f32x4.splat(0.0)));
  }
  return x;
}

/** The activation's derivative at four activated numbers. */
// @ts-ignore: decorator
@inline
export function derivative4(y: v128, activation: i32): v128 {
  const one = f32x4.splat(1.0);
  if (activation == TANH) return f32x4.sub(one, f32x4.mul(y, y));
  if (activation == RELU) return v128.and(one, f32x4.gt(y, f32x4.splat(0.0)));
  if (activation == ELU) return v128.bitselect(one, f32x4.add(y, one), f32x4.gt(y, f32x4.splat(0.0)));
  return one;
}

/** The same for one number: lane 0 of four. */
// @ts-ignore: decorator
@inline
export function activate1(x: f32, activation: i32): f32 {
  return f32x4.extract_lane(activate4(f32x4.splat(x), activation), 0);
}

// @ts-ignore: decorator
@inline
export function derivative1(y: f32, activation: i32): f32 {
  return f32x4.extract_lane(derivative4(f32x4.splat(y), activation), 0);
}
