import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type MatrixView, multiply } from '../../support/reference/product.ts';

/** A view of a rows×columns matrix, stored plainly or transposed, somewhere inside a longer array. */
function view(rows: number, columns: number, transposed: boolean, fill: (i: number) => number): MatrixView {
  const offset = 3;
  return {
    values: Float32Array.from({ length: offset + rows * columns + 2 }, (_, i) => fill(i)),
    offset,
    rowStride: transposed ? 1 : columns,
    columnStride: transposed ? rows : 1,
  };
}
const entry = ({ values, offset, rowStride, columnStride }: MatrixView, i: number, j: number) =>
  values[offset + i * rowStride + j * columnStride]!;

test('products of strided views of every small size equal the definition, and touch nothing else', () => {
  const size = fc.integer({ min: 1, max: 11 });
  fc.assert(
    fc.property(size, size, size, fc.boolean(), fc.boolean(), (rows, inner, columns, first, second) => {
      const a = view(rows, inner, first, (i) => Math.sin(i));
      const b = view(inner, columns, second, (i) => Math.cos(3 * i));
      const c = view(rows, columns, false, () => 7);
      multiply(a, b, c, rows, inner, columns);
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < columns; j++) {
          let sum = 0;
          for (let l = 0; l < inner; l++) sum += entry(a, i, l) * entry(b, l, j);
          expect(entry(c, i, j)).toBe(Math.fround(sum));
        }
      }
      expect([...c.values.subarray(0, 3), ...c.values.subarray(3 + rows * columns)]).toEqual([7, 7, 7, 7, 7]);
    }),
  );
});
