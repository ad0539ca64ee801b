import { expectLength } from '../lengths.ts';

/**
 * Several arrays in one, so that a minibatch goes to the device as a single upload. The memory is kept and grows to
 * the largest minibatch seen; kernels copy it (to the GPU) or are done with it (on the CPU) before the next one.
 */
export class PackedArrays {
  private memory = new Float32Array(0);
  private size = 0;

  /** Forgets what was added. */
  begin(): void {
    this.size = 0;
  }

  /**
   * Appends an array and returns the offset of its first number.
   * @throws {RangeError} if it does not have `length` numbers
   */
  add(name: string, values: Float32Array, length: number): number {
    expectLength(name, values, length);
    const offset = this.extend(length);
    this.memory.set(values, offset);
    return offset;
  }

  /**
   * Appends rows of an array [P, N, width], those that `rows` [P, n] picks of each member, and returns the offset of
   * the first number.
   * @throws {RangeError} if the array does not have P·N·width numbers
   */
  addRows(
    name: string,
    values: Float32Array,
    members: number,
    states: number,
    width: number,
    rows: Int32Array,
  ): number {
    expectLength(name, values, members * states * width);
    const offset = this.extend(rows.length * width);
    const { memory } = this;
    const count = rows.length / members;
    let to = offset;
    for (let i = 0; i < rows.length; i++) {
      const member = Math.floor(i / count);
      const from = (member * states + rows[i]!) * width;
      for (let j = from; j < from + width; j++) memory[to++] = values[j]!;
    }
    return offset;
  }

  private extend(length: number): number {
    const offset = this.size;
    this.size += length;
    if (this.size > this.memory.length) {
      const grown = new Float32Array(2 * this.size);
      grown.set(this.memory.subarray(0, offset));
      this.memory = grown;
    }
    return offset;
  }

  /** A view of everything added since {@link begin}. */
  values(): Float32Array {
    return this.memory.subarray(0, this.size);
  }
}
