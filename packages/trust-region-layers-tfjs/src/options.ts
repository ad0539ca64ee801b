import {
  broadcastTo,
  cast,
  concat,
  fill,
  reshape,
  type Tensor,
  type Tensor2D,
  Tensor as TensorClass,
  tensor2d,
} from '@tensorflow/tfjs-core';

/** @throws {RangeError} where an option is none of those there are */
export function requireOneOf(name: string, value: string, allowed: readonly string[]): void {
  if (!allowed.includes(value)) {
    throw new RangeError(`${name} must be one of ${allowed.join(', ')}, not ${value}.`);
  }
}

/** @throws {RangeError} where a tensor has another shape */
export function requireShape(name: string, tensor: Tensor, shape: readonly number[]): void {
  if (tensor.rank !== shape.length || tensor.shape.some((size, axis) => size !== shape[axis])) {
    throw new RangeError(`${name} must have the shape [${shape}], not [${tensor.shape}].`);
  }
}

/** A bound or floor as it was given. */
interface Column {
  readonly name: string;
  readonly value: number | Tensor;
  /** Of entropy: any number or −Infinity. Else a number above 0. */
  readonly floor: boolean;
}

/** [1, c] if everything is the same for all states, else [n, c]. @throws {RangeError} where a number is out of range */
export function packColumns(columns: readonly Column[], batch: readonly number[]): Tensor2D {
  const entries = columns.map((column) => checked(column, batch));
  if (entries.every((entry) => typeof entry === 'number')) return tensor2d([entries]);
  const count = Math.max(...entries.map((entry) => (typeof entry === 'number' ? 1 : entry.size)));
  return concat(
    entries.map((entry) =>
      typeof entry === 'number'
        ? (fill([count, 1], entry) as Tensor2D)
        : (broadcastTo(reshape(entry, [-1, 1]), [count, 1]) as Tensor2D),
    ),
    1,
  );
}

function checked({ name, value, floor }: Column, batch: readonly number[]): number | Tensor {
  if (value instanceof TensorClass) {
    if (value.rank > 0) requireShape(name, value, batch);
    return cast(value, 'float32');
  }
  if (floor ? Number.isNaN(value) || value === Infinity : !(value > 0 && value < Infinity)) {
    throw new RangeError(
      `${name} must be ${floor ? 'a number of nats, or −Infinity for no floor' : 'a positive number'}, not ${value}.`,
    );
  }
  return value;
}
