/**
 * G [inputs, columns] = Xᵀ D, summed over rows: X [rows, xStride] are a layer's inputs, D [rows, dStride] the gradients
 * of its products. Blocks of 4 inputs × 8 columns stay in registers while the rows go by.
 * See docs/mathematics.md §10.1.
 */
export function parameterGradient(
  x: usize,
  d: usize,
  g: usize,
  rows: i32,
  inputs: i32,
  columns: i32,
  xStride: i32,
  dStride: i32,
): void {
  const xBytes: usize = (<usize>xStride) << 2;
  const dBytes: usize = (<usize>dStride) << 2;
  const gBytes: usize = (<usize>columns) << 2;
  const xEnd: usize = (<usize>inputs) << 2;
  const last = x + <usize>rows * xBytes;
  let j: usize = 0;
  for (; j + 32 <= gBytes; j += 32) {
    let i: usize = 0;
    for (; i + 16 <= xEnd; i += 16) {
      let a0 = f32x4.splat(0.0);
      let a1 = a0;
      let b0 = a0;
      let b1 = a0;
      let c0 = a0;
      let c1 = a0;
      let e0 = a0;
      let e1 = a0;
      let dp = d + j;
      for (let xp = x + i; xp < last; xp += xBytes) {
        const d0 = v128.load(dp);
        const d1 = v128.load(dp, 16);
        dp += dBytes;
        let s = v128.load32_splat(xp);
        a0 = f32x4.add(a0, f32x4.mul(s, d0));
        a1 = f32x4.add(a1, f32x4.mul(s, d1));
        s = v128.load32_splat(xp, 4);
        b0 = f32x4.add(b0, f32x4.mul(s, d0));
        b1 = f32x4.add(b1, f32x4.mul(s, d1));
        s = v128.load32_splat(xp, 8);
        c0 = f32x4.add(c0, f32x4.mul(s, d0));
        c1 = f32x4.add(c1, f32x4.mul(s, d1));
        s = v128.load32_splat(xp, 12);
        e0 = f32x4.add(e0, f32x4.mul(s, d0));
        e1 = f32x4.add(e1, f32x4.mul(s, d1));
      }
      let gp = g + (i >> 2) * gBytes + j;
      v128.store(gp, a0);
      v128.store(gp, a1, 16);
      gp += gBytes;
      v128.store(gp, b0);
      v128.store(gp, b1, 16);
      gp += gBytes;
      v128.store(gp, c0);
      v128.store(gp, c1, 16);
      gp += gBytes;
      v128.store(gp, e0);
      v128.store(gp, e1, 16);
    }
    for (; i < xEnd; i += 4) {
      let a0 = f32x4.splat(0.0);
      let a1 = a0;
      let dp = d + j;
      for (let xp = x + i; xp < last; xp += xBytes) {
        const s = v128.load32_splat(xp);
        a0 = f32x4.add(a0, f32x4.mul(s, v128.load(dp)));
        a1 = f32x4.add(a1, f32x4.mul(s, v128.load(dp, 16)));
        dp += dBytes;
      }
      const gp = g + (i >> 2) * gBytes + j;
      v128.store(gp, a0);
      v128.store(gp, a1, 16);
    }
  }
  // Columns that are left: four inputs at a time.
  for (; j < gBytes; j += 4) {
    let i: usize = 0;
    for (; i + 64 <= xEnd; i += 64) {
      let a = f32x4.splat(0.0);
      let b = a;
      let c = a;
      let e = a;
      let dp = d + j;
      for (let xp = x + i; xp < last; xp += xBytes) {
        const s = v128.load32_splat(dp);
        dp += dBytes;
        a = f32x4.add(a, f32x4.mul(s, v128.load(xp)));
        b = f32x4.add(b, f32x4.mul(s, v128.load(xp, 16)));
        c = f32x4.add(c, f32x4.mul(s, v128.load(xp, 32)));
        e = f32x4.add(e, f32x4.mul(s, v128.load(xp, 48)));
      }
      let gp = g + (i >> 2) * gBytes + j;
      gp = scatter4(gp, gBytes, a);
      gp = scatter4(gp, gBytes, b);
      gp = scatter4(gp, gBytes, c);
      scatter4(gp, gBytes, e);
    }
    for (; i + 16 <= xEnd; i += 16) {
      let a = f32x4.splat(0.0);
      let dp = d + j;
      for (let xp = x + i; xp < last; xp += xBytes) {
        a = f32x4.add(a, f32x4.mul(v128.load32_splat(dp), v128.load(xp)));
        dp += dBytes;
      }
      scatter4(g + (i >> 2) * gBytes + j, gBytes, a);
    }
    for (; i < xEnd; i += 4) {
      let a: f32 = 0.0;
      let dp = d + j;
      for (let xp = x + i; xp < last; xp += xBytes) {
        a += load<f32>(dp) * load<f32>(xp);
        dp += dBytes;
      }
      store<f32>(g + (i >> 2) * gBytes + j, a);
    }
  }
}

/** Stores four lanes one row apart; returns where the next would go. */
// @ts-ignore: decorator
@inline
function scatter4(to: usize, bytes: usize, value: v128): usize {
  store<f32>(to, f32x4.extract_lane(value, 0));
  store<f32>(to + bytes, f32x4.extract_lane(value, 1));
  store<f32>(to + 2 * bytes, f32x4.extract_lane(value, 2));
  store<f32>(to + 3 * bytes, f32x4.extract_lane(value, 3));
  return to + 4 * bytes;
}
