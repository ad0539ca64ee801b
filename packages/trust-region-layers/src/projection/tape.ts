import { type Slices, slicesOf, totalOf } from './slices.ts';

/**
 * What a forward pass over one state leaves to its backward pass, in slices of memory whose meaning is the step's. The
 * last number of the first slice is 0 where nothing is left, and the backward pass has to repeat the forward pass.
 */
export type Tape = Slices;

/** Marks a tape as holding nothing. */
export function erase(tape: Tape): void {
  const first = tape[0];
  if (first) first[first.length - 1] = 0;
}

/** Whether a tape holds a forward pass. */
export function isWritten(tape: Tape): boolean {
  const first = tape[0];
  return first !== undefined && first[first.length - 1]! > 0;
}

/** The tapes of a batch, whose slices are made as states are first projected. */
export class BatchTape {
  /** Who wrote it: its numbers mean nothing to others. */
  readonly owner: object;
  private readonly lengths: readonly number[];
  private readonly size: number;
  private readonly buffer: Float64Array;
  private readonly tapes: Tape[] = [];

  constructor(owner: object, lengths: readonly number[], count: number) {
    this.owner = owner;
    this.lengths = lengths;
    this.size = totalOf(lengths);
    this.buffer = new Float64Array(count * this.size);
  }

  at(state: number): Tape {
    this.tapes[state] ??= slicesOf(this.buffer, state * this.size, this.lengths);
    return this.tapes[state];
  }
}
