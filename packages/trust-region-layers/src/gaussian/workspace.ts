/** Scratch memory of the dense routines for one k, allocated once and handed from call to call. */
export interface Workspace {
  readonly dimension: number;
  /** Three k×k matrices. */
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly third: Float64Array;
  /** Three times k numbers. */
  readonly values: Float64Array;
  readonly off: Float64Array;
  readonly scale: Float64Array;
}

export function createWorkspace(dimension: number): Workspace {
  const size = dimension * dimension;
  return {
    dimension,
    first: new Float64Array(size),
    second: new Float64Array(size),
    third: new Float64Array(size),
    values: new Float64Array(dimension),
    off: new Float64Array(dimension),
    scale: new Float64Array(dimension),
  };
}
