import { activate1, activate4, derivative1, derivative4 } from './activations';

/**
 * Y = X W row by row, register-blocked 4 rows × 8 columns. Every number is a sum over the inner index in its order,
 * whatever the block it falls into, so that a row gives the same bits in any batch.
 */

/** What a block starts from. */
const FROM_ZERO: i32 = 0;
const FROM_BIAS: i32 = 1;
const FROM_Y: i32 = 2;
/** What happens to a finished number. */
const ACTIVATE: i32 = 0;
const DERIVATIVE: i32 = 1;

// @ts-ignore: decorator
@inline
function start4(from: i32, bias: usize, y: usize, column: usize): v128 {
  if (from == FROM_BIAS) return v128.load(bias + column);
  if (from == FROM_Y) return v128.load(y + column);
  return f32x4.splat(0.0);
}

// @ts-ignore: decorator
@inline
function start1(from: i32, bias: usize, y: usize, column: usize): f32 {
  if (from == FROM_BIAS) return load<f32>(bias + column);
  if (from == FROM_Y) return load<f32>(y + column);
  return 0.0;
}

/** Stores four finished numbers; `outputs` are the activated numbers where a derivative is asked for. */
// @ts-ignore: decorator
@inline
function finish4(to: usize, value: v128, finish: i32, activation: i32, outputs: usize): void {
  if (finish == DERIVATIVE) v128.store(to, f32x4.mul(value, derivative4(v128.load(outputs), activation)));
  else v128.store(to, activate4(value, activation));
}

// @ts-ignore: decorator
@inline
function finish1(to: usize, value: f32, finish: i32, activation: i32, outputs: usize): void {
  if (finish == DERIVATIVE) store<f32>(to, value * derivative1(load<f32>(outputs), activation));
  else store<f32>(to, activate1(value, activation));
}

/** All constants of a call are known where this is inlined, so that each caller gets a loop of its own. */
// @ts-ignore: decorator
@inline
function blocked(
  x: usize,
  w: usize,
  bias: usize,
  y: usize,
  rows: i32,
  inner: i32,
  columns: i32,
  xStride: i32,
  yStride: i32,
  from: i32,
  finish: i32,
  activation: i32,
  outputs: usize,
): void {
  const xBytes: usize = (<usize>xStride) << 2;
  const yBytes: usize = (<usize>yStride) << 2;
  const wBytes: usize = (<usize>columns) << 2;
  const end: usize = (<usize>inner) << 2;
  let row = 0;
  for (; row + 4 <= rows; row += 4) {
    const x0 = x + <usize>row * xBytes;
    const x1 = x0 + xBytes;
    const x2 = x1 + xBytes;
    const x3 = x2 + xBytes;
    const y0 = y + <usize>row * yBytes;
    const y1 = y0 + yBytes;
    const y2 = y1 + yBytes;
    const y3 = y2 + yBytes;
    const o0 = outputs + <usize>row * yBytes;
    let j: usize = 0;
    for (; j + 32 <= wBytes; j += 32) {
      let a0 = start4(from, bias, y0, j);
      let a1 = start4(from, bias, y0, j + 16);
      let b0 = start4(from, bias, y1, j);
      let b1 = start4(from, bias, y1, j + 16);
      let c0 = start4(from, bias, y2, j);
      let c1 = start4(from, bias, y2, j + 16);
      let d0 = start4(from, bias, y3, j);
      let d1 = start4(from, bias, y3, j + 16);
      let weight = w + j;
      for (let i: usize = 0; i < end; i += 4) {
        const w0 = v128.load(weight);
        const w1 = v128.load(weight, 16);
        weight += wBytes;
        let s = v128.load32_splat(x0 + i);
        a0 = f32x4.add(a0, f32x4.mul(s, w0));
        a1 = f32x4.add(a1, f32x4.mul(s, w1));
        s = v128.load32_splat(x1 + i);
        b0 = f32x4.add(b0, f32x4.mul(s, w0));
        b1 = f32x4.add(b1, f32x4.mul(s, w1));
        s = v128.load32_splat(x2 + i);
        c0 = f32x4.add(c0, f32x4.mul(s, w0));
        c1 = f32x4.add(c1, f32x4.mul(s, w1));
        s = v128.load32_splat(x3 + i);
        d0 = f32x4.add(d0, f32x4.mul(s, w0));
        d1 = f32x4.add(d1, f32x4.mul(s, w1));
      }
      const o = o0 + j;
      finish4(y0 + j, a0, finish, activation, o);
      finish4(y0 + j + 16, a1, finish, activation, o + 16);
      finish4(y1 + j, b0, finish, activation, o + yBytes);
      finish4(y1 + j + 16, b1, finish, activation, o + yBytes + 16);
      finish4(y2 + j, c0, finish, activation, o + 2 * yBytes);
      finish4(y2 + j + 16, c1, finish, activation, o + 2 * yBytes + 16);
      finish4(y3 + j, d0, finish, activation, o + 3 * yBytes);
      finish4(y3 + j + 16, d1, finish, activation, o + 3 * yBytes + 16);
    }
    for (; j + 16 <= wBytes; j += 16) {
      let a = start4(from, bias, y0, j);
      let b = start4(from, bias, y1, j);
      let c = start4(from, bias, y2, j);
      let d = start4(from, bias, y3, j);
      let weight = w + j;
      for (let i: usize = 0; i < end; i += 4) {
        const w0 = v128.load(weight);
        weight += wBytes;
        a = f32x4.add(a, f32x4.mul(v128.load32_splat(x0 + i), w0));
        b = f32x4.add(b, f32x4.mul(v128.load32_splat(x1 + i), w0));
        c = f32x4.add(c, f32x4.mul(v128.load32_splat(x2 + i), w0));
        d = f32x4.add(d, f32x4.mul(v128.load32_splat(x3 + i), w0));
      }
      const o = o0 + j;
      finish4(y0 + j, a, finish, activation, o);
      finish4(y1 + j, b, finish, activation, o + yBytes);
      finish4(y2 + j, c, finish, activation, o + 2 * yBytes);
      finish4(y3 + j, d, finish, activation, o + 3 * yBytes);
    }
    for (; j < wBytes; j += 4) {
      let a = start1(from, bias, y0, j);
      let b = start1(from, bias, y1, j);
      let c = start1(from, bias, y2, j);
      let d = start1(from, bias, y3, j);
      let weight = w + j;
      for (let i: usize = 0; i < end; i += 4) {
        const s = load<f32>(weight);
        weight += wBytes;
        a += load<f32>(x0 + i) * s;
        b += load<f32>(x1 + i) * s;
        c += load<f32>(x2 + i) * s;
        d += load<f32>(x3 + i) * s;
      }
      const o = o0 + j;
      finish1(y0 + j, a, finish, activation, o);
      finish1(y1 + j, b, finish, activation, o + yBytes);
      finish1(y2 + j, c, finish, activation, o + 2 * yBytes);
      finish1(y3 + j, d, finish, activation, o + 3 * yBytes);
    }
  }
  for (; row < rows; row++) {
    const x0 = x + <usize>row * xBytes;
    const y0 = y + <usize>row * yBytes;
    const o0 = outputs + <usize>row * yBytes;
    let j: usize = 0;
    for (; j + 16 <= wBytes; j += 16) {
      let a = start4(from, bias, y0, j);
      let weight = w + j;
      for (let i: usize = 0; i < end; i += 4) {
        a = f32x4.add(a, f32x4.mul(v128.load32_splat(x0 + i), v128.load(weight)));
        weight += wBytes;
      }
      finish4(y0 + j, a, finish, activation, o0 + j);
    }
    for (; j < wBytes; j += 4) {
      let a = start1(from, bias, y0, j);
      let weight = w + j;
      for (let i: usize = 0; i < end; i += 4) {
        a += load<f32>(x0 + i) * load<f32>(weight);
        weight += wBytes;
      }
      finish1(y0 + j, a, finish, activation, o0 + j);
    }
  }
}

/**
 * Y [rows, yStride] = activation(X [rows, xStride] W [inner, columns] + bias [columns]).
 * `activation`: see activations.ts. See docs/mathematics.md §10.1.
 */
export function product(
  x: usize,
  w: usize,
  bias: usize,
  y: usize,
  rows: i32,
  inner: i32,
  columns: i32,
  xStride: i32,
  yStride: i32,
  activation: i32,
): void {
  blocked(x, w, bias, y, rows, inner, columns, xStride, yStride, FROM_BIAS, ACTIVATE, activation, y);
}

/** Y = (X W) ∘ activation′ at `outputs` [rows, yStride], the activated numbers that Y is the gradient of. */
export function productWithDerivative(
  x: usize,
  w: usize,
  y: usize,
  rows: i32,
  inner: i32,
  columns: i32,
  xStride: i32,
  yStride: i32,
  activation: i32,
  outputs: usize,
): void {
  blocked(x, w, y, y, rows, inner, columns, xStride, yStride, FROM_ZERO, DERIVATIVE, activation, outputs);
}

/** Y = (Y + X W) ∘ activation′ at `outputs`. */
export function addProduct(
  x: usize,
  w: usize,
  y: usize,
  rows: i32,
  inner: i32,
  columns: i32,
  xStride: i32,
  yStride: i32,
  activation: i32,
  outputs: usize,
): void {
  blocked(x, w, y, y, rows, inner, columns, xStride, yStride, FROM_Y, DERIVATIVE, activation, outputs);
}
