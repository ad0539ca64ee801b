import type { FloatArray } from 'trust-region-layers/gaussian';

/** A matrix inside an array: entry (i, j) is `values[offset + i·rowStride + j·columnStride]`. */
export interface MatrixView {
  readonly values: FloatArray;
  readonly offset: number;
  readonly rowStride: number;
  readonly columnStride: number;
}

/**
 * C = A·B for strided views, A [rows, inner], B [inner, columns]; C is overwritten.
 *
 * Two rows by four columns at a time: six loads for eight multiplications, and the eight sums stay in registers.
 * Sums run in float64 in the order of the inner index, so an entry does not depend on what surrounds it.
 */
export function multiply(
  a: MatrixView,
  b: MatrixView,
  c: MatrixView,
  rows: number,
  inner: number,
  columns: number,
): void {
  const left = a.values;
  const right = b.values;
  const out = c.values;
  const aStep = a.columnStride;
  const bStep = b.rowStride;
  const bColumn = b.columnStride;
  const cColumn = c.columnStride;
  for (let row = 0; row < rows; row += 2) {
    // An odd last row is computed twice rather than by a second, slower loop.
    const second = row + 1 < rows ? row + 1 : row;
    const aFirst = a.offset + row * a.rowStride;
    const aGap = (second - row) * a.rowStride;
    const cFirst = c.offset + row * c.rowStride;
    const cSecond = c.offset + second * c.rowStride;
    let column = 0;
    for (; column + 3 < columns; column += 4) {
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      let t0 = 0;
      let t1 = 0;
      let t2 = 0;
      let t3 = 0;
      let p = aFirst;
      let q = b.offset + column * bColumn;
      for (let i = 0; i < inner; i++) {
        const x = left[p]!;
        const y = left[p + aGap]!;
        const w0 = right[q]!;
        const w1 = right[q + bColumn]!;
        const w2 = right[q + 2 * bColumn]!;
        const w3 = right[q + 3 * bColumn]!;
        s0 += x * w0;
        s1 += x * w1;
        s2 += x * w2;
        s3 += x * w3;
        t0 += y * w0;
        t1 += y * w1;
        t2 += y * w2;
        t3 += y * w3;
        p += aStep;
        q += bStep;
      }
      const at = column * cColumn;
      out[cFirst + at] = s0;
      out[cFirst + at + cColumn] = s1;
      out[cFirst + at + 2 * cColumn] = s2;
      out[cFirst + at + 3 * cColumn] = s3;
      out[cSecond + at] = t0;
      out[cSecond + at + cColumn] = t1;
      out[cSecond + at + 2 * cColumn] = t2;
      out[cSecond + at + 3 * cColumn] = t3;
    }
    for (; column < columns; column++) {
      let s = 0;
      let t = 0;
      let p = aFirst;
      let q = b.offset + column * bColumn;
      for (let i = 0; i < inner; i++) {
        const w = right[q]!;
        s += left[p]! * w;
        t += left[p + aGap]! * w;
        p += aStep;
        q += bStep;
      }
      out[cFirst + column * cColumn] = s;
      out[cSecond + column * cColumn] = t;
    }
  }
}
