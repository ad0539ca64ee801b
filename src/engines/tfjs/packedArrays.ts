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
    if (values.length !== length) {
      throw new RangeError(`${name} must have ${length} numbers, got ${values.length}`);
    }
    const offset = this.size;
    this.size += length;
    if (this.size > this.memory.length) {
      const grown = new Float32Array(2 * this.size);
      grown.set(this.memory.subarray(0, offset));
      this.memory = grown;
    }
    this.memory.set(values, offset);
    return offset;
  }

  /** A view of everything added since {@link begin}. */
  values(): Float32Array {
    return this.memory.subarray(0, this.size);
  }
}
